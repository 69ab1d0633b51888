import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { lazy, useMemo } from 'react';
import { api } from '../../api/client';
import { pageSize } from '../../api/walk';
import { answerOf } from '../../api/problem';
import type { EstimateQuery, EstimateSummary } from '../../api/types';
import { useMay } from '../../app/session';
import { currentLanguage, plural, t, withWords } from '../../i18n';
import { showDay } from '../../i18n/dates';
import { showMoney } from '../../money/currency';
import type { Column } from '../../ui/DataGrid';
import { Time } from '../../ui/Time';
import type { ListDefinition } from '../lists/definition';
import { ListPage } from '../lists/ListPage';
import { useColleagues, useSpots, type Names } from '../lists/names';
import { PeekFact } from '../lists/Peek';
import type { Filter } from '../lists/url';
import { statesAfter, useMoving } from './moving';
import { StateChip, stateChoices, stateName, type State } from './StateChip';

const EstimateBoard = lazy(() => withWords(import('./EstimateBoard')).then((module) => ({ default: module.EstimateBoard })));
const EstimateBulk = lazy(() => withWords(import('./EstimateBulk')).then((module) => ({ default: module.EstimateBulk })));
const route = getRouteApi('/estimates');
const money = (amount: string, row: EstimateSummary) => showMoney(amount, row.currency, currentLanguage());

function columnsOf(colleagues: Names, spots: Names): Column<EstimateSummary>[] {
  return [
    { id: 'customer', header: t('estimate.customer'), width: 'minmax(170px, 2fr)', cell: (row) => <a href={`/estimates/${row.id}`} className="row-name" tabIndex={-1} dir="auto">{row.customer_name}</a> },
    { id: 'number', header: t('estimate.number'), width: '150px', wideOnly: true, cell: (row) => row.number ?? <span className="muted">–</span> },
    { id: 'state', header: t('estimate.state'), width: '104px', wideOnly: true, cell: (row) => <StateChip state={row.state} />, edit: { value: (row) => row.state, choices: (row) => statesAfter(row).map((value) => ({ value, label: stateName(value) })) } },
    { id: 'gross', header: t('totals.gross'), width: 'minmax(110px, 1fr)', numeric: true, cell: (row) => money(row.totals.gross, row) },
    { id: 'net', header: t('totals.net'), width: 'minmax(110px, 1fr)', numeric: true, wideOnly: true, cell: (row) => money(row.totals.net, row) },
    { id: 'issue_date', header: t('estimate.issue_date'), width: '120px', wideOnly: true, cell: (row) => showDay(row.issue_date) },
    { id: 'due_date', header: t('estimate.due_date'), width: '120px', wideOnly: true, cell: (row) => showDay(row.due_date) },
    { id: 'owner', header: t('record.owner'), width: 'minmax(120px, 1fr)', wideOnly: true, cell: (row) => colleagues.of(row.owner_id) },
    { id: 'spot', header: t('record.spot'), width: 'minmax(100px, 1fr)', wideOnly: true, cell: (row) => spots.of(row.spot_id) },
    { id: 'created_at', header: t('record.created'), width: '130px', wideOnly: true, sort: 'created_at', cell: (row) => <Time at={row.created_at} /> },
    { id: 'updated_at', header: t('record.updated'), width: '130px', wideOnly: true, cell: (row) => <Time at={row.updated_at} /> },
  ];
} // prettier-ignore

function useEstimateList(): ListDefinition<EstimateSummary> {
  const [colleagues, spots] = [useColleagues(), useSpots()];
  return useMemo(() => ({
    list: 'estimates',
    title: t('nav.estimates'),
    counted: (count) => plural('estimates.count', count),
    searchLabel: t('estimates.search'),
    columns: columnsOf(colleagues, spots),
    usual: ['customer', 'number', 'state', 'gross', 'owner', 'created_at', 'updated_at'],
    usualSort: '-created_at',
    board: true,
    filters: [
      { name: 'state', label: t('estimate.state'), choices: stateChoices() },
      { name: 'owner_id', label: t('record.owner'), choices: colleagues.choices },
      { name: 'spot_id', label: t('record.spot'), choices: spots.choices },
    ],
  }), [colleagues, spots]);
} // prettier-ignore

const fetchPage = (filter: Filter, after: string | undefined, signal: AbortSignal) => answerOf(api.GET('/estimates', { params: { query: { ...(filter as EstimateQuery), limit: pageSize, after } }, signal }));
const fetchCount = (filter: Filter, signal: AbortSignal) => answerOf(api.GET('/estimates/count', { params: { query: filter }, signal }));

export function EstimatesPage() {
  const navigate = useNavigate({ from: '/estimates' });
  const mayCreate = useMay('estimates.create');
  const mayEdit = useMay('estimates.update');
  const move = useMoving();
  const onEdit = (row: EstimateSummary, _column: string, state: string) => void move(row, { state: state as State }, { state: row.state });
  const mayDelete = useMay('estimates.delete');
  const mayBulk = useMay('bulk_changes.run') && mayDelete;
  return (
    <ListPage
      definition={useEstimateList()}
      search={route.useSearch()}
      onSearch={(next, replace = false) => void navigate({ search: next, replace })}
      fetchPage={fetchPage}
      fetchCount={fetchCount}
      onOpen={(row) => void navigate({ to: '/estimates/$estimateId', params: { estimateId: row.id } })}
      {...(mayEdit ? { onEdit } : {})}
      nameOf={(row) => row.customer_name}
      peek={(row) => <EstimatePeek estimate={row} />}
      {...(mayBulk ? { bulk: (props) => <EstimateBulk {...props} /> } : {})}
      board={(filter) => <EstimateBoard filter={filter} />}
      actions={mayCreate && <NewEstimate />}
      empty={
        <div className="page-note">
          <h2>{t('estimates.none')}</h2>
          <p className="muted">{t('estimates.none_text')}</p>
          {mayCreate && <NewEstimate />}
        </div>
      }
    />
  );
}

function EstimatePeek({ estimate }: { estimate: EstimateSummary }) {
  return (
    <dl className="facts">
      <PeekFact label={t('estimate.state')}>{<StateChip state={estimate.state} />}</PeekFact>
      <PeekFact label={t('estimate.number')}>{estimate.number}</PeekFact>
      <PeekFact label={t('totals.net')}>{money(estimate.totals.net, estimate)}</PeekFact>
      <PeekFact label={t('totals.tax')}>{money(estimate.totals.tax, estimate)}</PeekFact>
      <PeekFact label={t('totals.gross')}>{money(estimate.totals.gross, estimate)}</PeekFact>
      <PeekFact label={t('estimate.issue_date')}>{showDay(estimate.issue_date)}</PeekFact>
      <PeekFact label={t('estimate.due_date')}>{showDay(estimate.due_date)}</PeekFact>
      <PeekFact label={t('record.updated')}>{<Time at={estimate.updated_at} />}</PeekFact>
    </dl>
  );
}

function NewEstimate() {
  return (
    <Link to="/estimates/$estimateId" params={{ estimateId: 'new' }} className="button">
      {t('estimates.new')}
    </Link>
  );
}
