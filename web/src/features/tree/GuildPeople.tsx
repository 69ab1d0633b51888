import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { messageOf } from '../../api/problem';
import type { Guild, Member, Spot } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { DataGrid, type Column } from '../../ui/DataGrid';
import { SearchBox } from '../../ui/SearchBox';
import { Select } from '../../ui/Select';
import { Time } from '../../ui/Time';
import { AddPerson } from './AddPerson';
import { Invitations } from './Invitations';
import { PersonDialog } from './PersonDialog';
import { peopleOf, spotsOf } from './queries';
import { flat, indented, treeOf } from './spot_tree';
import { roleNames } from './words';

const dash = <span className="muted">–</span>;

function columns(): Column<Member>[] {
  return [
    { id: 'name', header: t('person.name'), width: 'minmax(140px, 1.6fr)', cell: (row) => <span className="row-name" dir="auto">{row.name}</span> },
    { id: 'role', header: t('person.role'), width: '116px', cell: (row) => row.role_set ?? t(roleNames[row.role] ?? 'role.builder') },
    { id: 'spot', header: t('word.spot'), width: 'minmax(90px, 1fr)', wideOnly: true, cell: (row) => row.spot ?? dash },
    { id: 'email', header: t('contact.email'), width: 'minmax(150px, 1.8fr)', wideOnly: true, cell: (row) => row.email },
    { id: 'creates', header: t('person.creates'), width: '120px', wideOnly: true, cell: (row) => (row.can_create_customers ? t('answer.yes') : dash) },
    { id: 'state', header: t('guild.state'), width: '106px', wideOnly: true, cell: (row) => (row.suspended ? <Chip tone="rose">{t('state.suspended')}</Chip> : <Chip tone="spruce">{t('state.active')}</Chip>) },
    { id: 'seen', header: t('guild.last_seen'), width: '120px', wideOnly: true, cell: (row) => (row.last_seen_at ? <Time at={row.last_seen_at} /> : dash) },
  ];
}

/** Everybody of a guild that one sees, with what may be done to each. */
export function GuildPeople({ guild }: { guild: Guild }) {
  const [search, setSearch] = useState<string | undefined>();
  const [spot, setSpot] = useState('');
  const [open, setOpen] = useState<Member | null>(null);
  const [adding, setAdding] = useState(false);
  const mayAdd = useMay('builders.create');
  const spots = useQuery(spotsOf(guild.id)).data?.items ?? [];
  const list = useInfiniteQuery(peopleOf(guild.id, { search, spot_id: spot || undefined }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <>
      <div className="toolbar">
        <SearchBox label={t('people.search')} value={search} onSearch={setSearch} />
        <SpotFilter spots={spots} value={spot} onChange={setSpot} />
        <span className="spacer" />
        {mayAdd && <AddButton onClick={() => setAdding(true)} />}
      </div>
      <div className="invited"><Invitations guild={guild.id} /></div>
      {list.isError && <p className="notice">{messageOf(list.error)}</p>}
      {list.isSuccess && rows.length === 0 ? (
        <Nobody />
      ) : (
        <DataGrid
          label={t('guild.people')}
          columns={columns()}
          rows={rows}
          rowKey={(row) => row.id}
          total={list.hasNextPage ? -1 : rows.length}
          onOpen={setOpen}
          onNearEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()}
        />
      )}
      {open && <PersonDialog guildId={guild.id} person={open} spots={spots} onClose={() => setOpen(null)} />}
      {adding && <AddPerson guild={guild} spots={spots} firstSpot={spot} onClose={() => setAdding(false)} />}
    </>
  );
}

function AddButton({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" className="button" onClick={onClick}>
      {t('people.add')}
    </button>
  );
}

function Nobody() {
  return (
    <div className="page-note">
      <h2>{t('people.none')}</h2>
    </div>
  );
}

function SpotFilter({ spots, value, onChange }: { spots: Spot[]; value: string; onChange: (spot: string) => void }) {
  return (
    <Select className="control small" aria-label={t('word.spot')} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('people.every_spot')}</option>
      {flat(treeOf(spots)).map((node) => (
        <option key={node.spot.id} value={node.spot.id}>
          {indented(node)}
        </option>
      ))}
    </Select>
  );
}
