import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { AuditEvent, Me } from '../../api/types';
import { useMe } from '../../app/session';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { DataGrid, type Column } from '../../ui/DataGrid';
import { useTitle } from '../../app/title';

const auditTrail = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ pageParam, signal }) => answerOf(api.GET('/audit-events', { params: { query: { limit: 100, after: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

function columns(me: Me): Column<AuditEvent>[] {
  return [
    { id: 'seq', header: t('audit.seq'), width: '76px', numeric: true, wideOnly: true, cell: (row) => row.seq },
    { id: 'at', header: t('audit.at'), width: 'minmax(130px, 170px)', cell: (row) => <time dateTime={row.at}>{exact(row.at)}</time> },
    { id: 'action', header: t('audit.action'), width: 'minmax(130px, 1fr)', cell: (row) => <span className="row-name">{row.action}</span> },
    { id: 'actor', header: t('audit.actor'), width: 'minmax(120px, 1.4fr)', wideOnly: true, cell: (row) => (row.actor === me.account.id ? me.account.name : <span className="id">{row.actor}</span>) },
    { id: 'object', header: t('audit.object'), width: 'minmax(140px, 2fr)', wideOnly: true, cell: (row) => <span className="id">{row.object}</span> },
    { id: 'hash', header: t('audit.hash'), width: '130px', wideOnly: true, cell: (row) => <span className="id" title={row.hash}>{row.hash.slice(0, 12)}</span> },
  ]; // prettier-ignore
}

/** Who did what, each entry chained to the one before. */
export function AuditPage() {
  useTitle(t('nav.audit'));
  const me = useMe();
  const list = useInfiniteQuery(auditTrail);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.audit')}</h1>
      </header>
      {list.isError ? (
        <p className="notice">{messageOf(list.error)}</p>
      ) : (
        <DataGrid label={t('nav.audit')} columns={columns(me)} rows={rows} rowKey={(row) => String(row.seq)} total={list.hasNextPage ? -1 : rows.length} onNearEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()} />
      )}
    </>
  );
}
