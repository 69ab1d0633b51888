import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { messageOf } from '../../api/problem';
import type { EstimateSummary } from '../../api/types';
import { useMay } from '../../app/session';
import { currentLanguage, t } from '../../i18n';
import { showMoney } from '../../money/currency';
import { DataGrid, type Column } from '../../ui/DataGrid';
import { SearchBox } from '../../ui/SearchBox';
import { Time } from '../../ui/Time';
import { estimateList } from './queries';
import { StateChip } from './StateChip';
import { useTitle } from '../../app/title';

const route = getRouteApi('/estimates');

function columns(): Column<EstimateSummary>[] {
  return [
    { id: 'customer', header: t('estimate.customer'), width: 'minmax(150px, 2fr)', cell: (row) => <EstimateLink estimate={row} /> },
    { id: 'number', header: t('estimate.number'), width: '150px', wideOnly: true, cell: (row) => row.number ?? <span className="muted">–</span> },
    { id: 'state', header: t('estimate.state'), width: '96px', wideOnly: true, cell: (row) => <StateChip state={row.state} /> },
    { id: 'gross', header: t('totals.gross'), width: 'minmax(100px, 1fr)', numeric: true, cell: (row) => showMoney(row.totals.gross, row.currency, currentLanguage()) },
    { id: 'updated_at', header: t('record.updated'), width: '140px', wideOnly: true, cell: (row) => <Time at={row.updated_at} /> },
  ];
}

function EstimateLink({ estimate }: { estimate: EstimateSummary }) {
  return (
    <Link to="/estimates/$estimateId" params={{ estimateId: estimate.id }} className="row-name" tabIndex={-1}>
      {estimate.customer_name}
    </Link>
  );
}

export function EstimatesPage() {
  useTitle(t('nav.estimates'));
  const filter = route.useSearch();
  const navigate = useNavigate();
  const mayCreate = useMay('estimates.create');
  const list = useInfiniteQuery(estimateList(filter));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.estimates')}</h1>
        <span className="spacer" />
        <SearchBox label={t('estimates.search')} value={filter.search} onSearch={(search) => void navigate({ to: '/estimates', search: { search }, replace: true })} />
        {mayCreate && <NewEstimate />}
      </header>
      {list.isError && <p className="notice">{messageOf(list.error)}</p>}
      {list.isSuccess && rows.length === 0 ? (
        <div className="page-note">
          <h2>{filter.search ? t('estimates.none_found') : t('estimates.none')}</h2>
          {!filter.search && <p className="muted">{t('estimates.none_text')}</p>}
        </div>
      ) : (
        <DataGrid
          label={t('nav.estimates')}
          columns={columns()}
          rows={rows}
          rowKey={(row) => row.id}
          total={list.hasNextPage ? -1 : rows.length}
          onOpen={(row) => void navigate({ to: '/estimates/$estimateId', params: { estimateId: row.id } })}
          onNearEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()}
        />
      )}
    </>
  );
}

function NewEstimate() {
  return (
    <Link to="/estimates/$estimateId" params={{ estimateId: 'new' }} className="button">
      {t('estimates.new')}
    </Link>
  );
}
