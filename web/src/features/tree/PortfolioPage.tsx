import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { messageOf } from '../../api/problem';
import type { GuildHealth, Me } from '../../api/types';
import { actingMembership, may, useMe } from '../../app/session';
import { useTitle } from '../../app/title';
import { showNumber, t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { DataGrid, type Column } from '../../ui/DataGrid';
import { Help } from '../../ui/Help';
import { SearchBox } from '../../ui/SearchBox';
import { Time } from '../../ui/Time';
import { AddGuild } from './AddGuild';
import { Offers } from './Offers';
import { portfolio } from './queries';
import { SupportNotices } from './SupportNotices';
import { sizeNames } from './words';

const route = getRouteApi('/guilds');
const dash = <span className="muted">–</span>;
const figure = (value: number | null | undefined) => (value === null || value === undefined ? dash : showNumber(value));

/* Who may read the guilds' records sees how many there are; who runs the installation sees how much is recorded at all. */
export function healthColumns(me: Me): Column<GuildHealth>[] {
  const owns = me.acting.role === 'access_owner';
  const columns: (Column<GuildHealth> | false)[] = [
    { id: 'name', header: t('guild.name'), width: 'minmax(150px, 2fr)', cell: (row) => <GuildLink guild={row} /> },
    !owns && { id: 'owner', header: t('guild.owner'), width: 'minmax(120px, 1.4fr)', wideOnly: true, cell: (row) => row.access_owner },
    { id: 'state', header: t('guild.state'), width: '106px', cell: (row) => <GuildState guild={row} /> },
    { id: 'people', header: t('guild.people'), width: '80px', numeric: true, wideOnly: true, cell: (row) => showNumber(row.people) },
    { id: 'spots', header: t('guild.spots'), width: '70px', numeric: true, wideOnly: true, cell: (row) => showNumber(row.spots) },
    owns && { id: 'customers', header: t('nav.customers'), width: '96px', numeric: true, wideOnly: true, cell: (row) => figure(row.customers) },
    owns && { id: 'estimates', header: t('nav.estimates'), width: '96px', numeric: true, wideOnly: true, cell: (row) => figure(row.estimates) },
    { id: 'size', header: t('guild.size'), width: '86px', wideOnly: true, cell: (row) => t(sizeNames[row.size]) },
    { id: 'grants', header: t('guild.grants'), width: '110px', wideOnly: true, cell: (row) => (row.grants > 0 ? t('guild.read_above') : t('guild.not_read')) },
    { id: 'seen', header: t('guild.last_seen'), width: '130px', wideOnly: true, cell: (row) => (row.last_seen_at ? <Time at={row.last_seen_at} /> : dash) },
  ];
  return columns.filter((column) => column !== false);
} // prettier-ignore

function GuildLink({ guild }: { guild: GuildHealth }) {
  return (
    <Link to="/guilds/$guildId" params={{ guildId: guild.id }} className="row-name" tabIndex={-1} dir="auto">
      {guild.name}
    </Link>
  );
}

function GuildState({ guild }: { guild: GuildHealth }) {
  return guild.suspended ? <Chip tone="rose">{t('state.suspended')}</Chip> : <Chip tone="spruce">{t('state.active')}</Chip>;
}

/** Guilds side by side: how each is doing, never what is in it. */
export function PortfolioPage() {
  useTitle(t('nav.guilds'));
  const me = useMe();
  const { search } = route.useSearch();
  const navigate = useNavigate({ from: '/guilds' });
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(portfolio({ search }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const owner = actingMembership(me)?.access_owner;
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.guilds')}</h1>
        <Help about={t('word.guild')}>{t('help.guild')}</Help>
        <span className="spacer" />
        <SearchBox label={t('guilds.search')} value={search} onSearch={(text) => void navigate({ search: { search: text }, replace: true })} />
        {owner && may(me, 'guilds.create') && <button type="button" className="button" onClick={() => setAdding(true)}>{t('guilds.new')}</button>}
      </header>
      {may(me, 'handovers.decide') && <Offers />}
      {may(me, 'support_grants.read') && <SupportNotices />}
      {list.isError && <p className="notice">{messageOf(list.error)}</p>}
      {list.isSuccess && rows.length === 0 ? (
        <Nothing searching={search !== undefined} />
      ) : (
        <DataGrid
          label={t('nav.guilds')}
          columns={healthColumns(me)}
          rows={rows}
          rowKey={(row) => row.id}
          total={list.hasNextPage ? -1 : rows.length}
          onOpen={(row) => void navigate({ to: '/guilds/$guildId', params: { guildId: row.id } })}
          onNearEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()}
        />
      )}
      {adding && owner && <AddGuild ownerId={owner.id} onClose={() => setAdding(false)} />}
    </>
  );
} // prettier-ignore

function Nothing({ searching }: { searching: boolean }) {
  return (
    <div className="page-note">
      <h2>{searching ? t('guilds.none_found') : t('guilds.none')}</h2>
      {!searching && <p className="muted">{t('guilds.none_text')}</p>}
    </div>
  );
}
