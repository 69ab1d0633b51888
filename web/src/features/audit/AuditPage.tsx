import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { messageOf } from '../../api/problem';
import type { AuditEvent } from '../../api/types';
import { useMay, useMe } from '../../app/session';
import { useTitle } from '../../app/title';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { DataGrid, type Column } from '../../ui/DataGrid';
import { Help } from '../../ui/Help';
import { SearchBox } from '../../ui/SearchBox';
import { Select } from '../../ui/Select';
import { peopleOf } from '../tree/queries';
import { OpenAlerts } from '../alerts/OpenAlerts';
import { Actor, ObjectLink } from './AuditCells';
import { EventDialog } from './EventDialog';
import { auditTrail, type AuditFilter } from './queries';
import { actionName } from './words';

const route = getRouteApi('/audit');

/* What is done most; anything else is found by searching. */
const actions = ['customers.created', 'customers.updated', 'customers.deleted', 'contacts.created', 'contacts.updated', 'notes.created', 'estimates.created', 'estimates.updated', 'products.updated', 'settings.updated', 'memberships.created', 'memberships.moved', 'accounts.updated', 'accounts.suspended', 'spots.created', 'spots.moved', 'support_grants.looked', 'sessions.created', 'sessions.ended'];
const platformActions = ['access_owners.created', 'access_owners.updated', 'guilds.created', 'guilds.offered', 'guilds.handed_over', 'standing_grants.ended', 'standing_grants.renewed', 'support_grants.asked', 'support_grants.given', 'support_grants.looked', 'support_grants.ended', 'access_owners.offered', 'access_owners.handed_over', 'accounts.suspended', 'accounts.resumed', 'memberships.created', 'sessions.created', 'sessions.ended'];

function columns(): Column<AuditEvent>[] {
  return [
    { id: 'at', header: t('audit.at'), width: 'minmax(130px, 180px)', cell: (row) => <time dateTime={row.at}>{exact(row.at)}</time> },
    { id: 'action', header: t('audit.action'), width: 'minmax(130px, 1.4fr)', cell: (row) => <span className="row-name">{actionName(row.action)}</span> },
    { id: 'actor', header: t('audit.actor'), width: 'minmax(110px, 1fr)', wideOnly: true, cell: (row) => <Actor event={row} /> },
    { id: 'object', header: t('audit.object'), width: 'minmax(110px, 1fr)', wideOnly: true, cell: (row) => <ObjectLink object={row.object} /> },
    { id: 'seq', header: t('audit.seq'), width: '76px', numeric: true, wideOnly: true, cell: (row) => row.seq },
  ]; // prettier-ignore
}

/** Who did what, each entry chained to the one before. */
export function AuditPage() {
  useTitle(t('nav.audit'));
  const filter = route.useSearch();
  const navigate = useNavigate({ from: '/audit' });
  const [open, setOpen] = useState<AuditEvent | null>(null);
  const list = useInfiniteQuery(auditTrail(filter));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const change = (part: AuditFilter) => void navigate({ search: { ...filter, ...part }, replace: true });
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.audit')}</h1>
        <Help about={t('word.audit')}>{t('help.audit')}</Help>
        <span className="spacer" />
        <SearchBox label={t('audit.search')} value={filter.search} onSearch={(search) => change({ search })} />
      </header>
      <OpenAlerts onFollow={(actor) => change({ actor })} />
      <Filters filter={filter} onChange={change} />
      {list.isError && <p className="notice">{messageOf(list.error)}</p>}
      {list.isSuccess && rows.length === 0 ? (
        <div className="page-note">
          <h2>{t('audit.none')}</h2>
        </div>
      ) : (
        <DataGrid label={t('nav.audit')} columns={columns()} rows={rows} rowKey={(row) => String(row.seq)} total={list.hasNextPage ? -1 : rows.length} onOpen={setOpen} onNearEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()} />
      )}
      {open && <EventDialog event={open} onClose={() => setOpen(null)} />}
    </>
  );
}

interface FiltersProps {
  filter: AuditFilter;
  onChange: (part: AuditFilter) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const me = useMe();
  const isPlatform = useMay('platform_audit.read');
  const people = useInfiniteQuery({ ...peopleOf(me.acting.guild_id ?? '', {}), enabled: me.acting.guild_id !== null }).data?.pages.flatMap((page) => page.items) ?? [];
  const named = [...new Map(people.map((person) => [person.account_id, person.name])).entries()];
  return (
    <div className="toolbar" role="group" aria-label={t('audit.filter')}>
      <Select className="control small" aria-label={t('audit.action')} value={filter.action ?? ''} onChange={(event) => onChange({ action: event.target.value || undefined })}>
        <option value="">{t('audit.every_action')}</option>
        {(isPlatform ? platformActions : actions).map((action) => (
          <option key={action} value={action}>
            {actionName(action)}
          </option>
        ))}
      </Select>
      {named.length > 1 && (
        <Select className="control small" aria-label={t('audit.actor')} value={filter.actor ?? ''} onChange={(event) => onChange({ actor: event.target.value || undefined })}>
          <option value="">{t('audit.everybody')}</option>
          {named.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <Day label={t('audit.from')} value={filter.from} onChange={(from) => onChange({ from })} />
      <Day label={t('audit.to')} value={filter.to} onChange={(to) => onChange({ to })} />
      {filter.object && (
        <button type="button" className="button quiet" onClick={() => onChange({ object: undefined })}>
          {t('audit.all_objects')}
        </button>
      )}
    </div>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <label className="day">
      <span>{label}</span>
      <input type="date" className="control small" value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)} />
    </label>
  );
}
