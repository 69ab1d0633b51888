import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { messageOf } from '../../api/problem';
import type { DeskCaseEntry } from '../../api/types';
import { useTitle } from '../../app/title';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { DataGrid, type Column } from '../../ui/DataGrid';
import { SearchBox } from '../../ui/SearchBox';
import { Select } from '../../ui/Select';
import { Time } from '../../ui/Time';
import { Due } from './Clocks';
import { DeskMembers } from './DeskMembers';
import { deskCases } from './queries';
import { severities, states } from './words';

const route = getRouteApi('/desk');

function columns(): Column<DeskCaseEntry>[] {
  return [
    { id: 'number', header: t('desk.number'), width: 'minmax(120px, 1fr)', cell: (row) => <CaseLink row={row} /> },
    { id: 'due_at', header: t('desk.due'), width: 'minmax(150px, 2fr)', cell: (row) => (row.clock && row.due_at ? <Due clock={row.clock} at={row.due_at} overdue={row.overdue} /> : '') },
    { id: 'state', header: t('desk.state'), width: '170px', wideOnly: true, cell: (row) => <Chip tone={states[row.state][0]}>{t(states[row.state][1])}</Chip> },
    { id: 'severity', header: t('desk.severity'), width: '130px', wideOnly: true, cell: (row) => <Chip tone={severities[row.severity][0]}>{t(severities[row.severity][1])}</Chip> },
    { id: 'received_at', header: t('desk.received'), width: '150px', wideOnly: true, cell: (row) => <Time at={row.received_at} /> },
  ];
}

function CaseLink({ row }: { row: DeskCaseEntry }) {
  return (
    <Link to="/desk/$caseId" params={{ caseId: row.id }} className="row-name" tabIndex={-1}>
      {row.number}
    </Link>
  );
}

/** The security desk's cases, with what is due next. */
export function DeskPage() {
  useTitle(t('nav.desk'));
  const { search, closed } = route.useSearch();
  const navigate = useNavigate({ from: '/desk' });
  const [members, setMembers] = useState(false);
  const list = useInfiniteQuery(deskCases({ search, open: !closed }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.desk')}</h1>
        <span className="spacer" />
        <SearchBox label={t('desk.search')} value={search} onSearch={(text) => void navigate({ search: (now) => ({ ...now, search: text }), replace: true })} />
        <Select className="control" aria-label={t('desk.which')} value={closed ? 'closed' : 'open'} onChange={(event) => void navigate({ search: (now) => ({ ...now, closed: event.target.value === 'closed' || undefined }) })}>
          <option value="open">{t('desk.open')}</option>
          <option value="closed">{t('desk.closed')}</option>
        </Select>
        <button type="button" className="button" onClick={() => setMembers(true)}>
          {t('desk.members')}
        </button>
      </header>
      {list.isError && <p className="notice">{messageOf(list.error)}</p>}
      {list.isSuccess && rows.length === 0 && <p className="notice calm">{t(closed ? 'desk.none_closed' : 'desk.none')}</p>}
      <DataGrid
        label={t('nav.desk')}
        about={`${search ?? ''} ${String(closed)}`}
        columns={columns()}
        rows={rows}
        rowKey={(row) => row.id}
        total={list.hasNextPage ? -1 : rows.length}
        onOpen={(row) => void navigate({ to: '/desk/$caseId', params: { caseId: row.id } })}
        onNearEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()}
      />
      {members && <DeskMembers onClose={() => setMembers(false)} />}
    </>
  );
}
