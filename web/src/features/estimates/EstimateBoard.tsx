import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { EstimateQuery, EstimateSummary } from '../../api/types';
import { useMay } from '../../app/session';
import { currentLanguage, showNumber, t } from '../../i18n';
import { showMoney } from '../../money/currency';
import { Board, type BoardColumn } from '../../ui/board/Board';
import { Time } from '../../ui/Time';
import { cardsOf, moreOf, sumText } from '../lists/boards';
import type { Filter } from '../lists/url';
import { mayFollow, useMoving } from './moving';
import { stateName, type State } from './StateChip';

function useCards(filter: Filter, state: State) {
  return useInfiniteQuery({
    queryKey: ['estimates', 'board', 'cards', filter, state],
    queryFn: ({ pageParam, signal }) => answerOf(api.GET('/estimates', { params: { query: { ...(filter as EstimateQuery), state, limit: 50, after: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: filter['state'] === undefined || filter['state'] === state,
  });
}

function useColumns(filter: Filter): BoardColumn<EstimateSummary>[] {
  const sums = useQuery({
    queryKey: ['estimates', 'board', 'sums', filter],
    queryFn: ({ signal }) => answerOf(api.GET('/estimates/sums', { params: { query: filter }, signal })),
  }).data?.items;
  const lists = {
    draft: useCards(filter, 'draft'),
    sent: useCards(filter, 'sent'),
    accepted: useCards(filter, 'accepted'),
    declined: useCards(filter, 'declined'),
    expired: useCards(filter, 'expired'),
    cancelled: useCards(filter, 'cancelled'),
  };
  const all = Object.values(lists).flatMap((list) => cardsOf(list));
  return (Object.keys(lists) as State[]).map((state) => {
    const of = sums?.filter((sum) => sum.state === state) ?? [];
    const count = of.reduce((all, sum) => all + sum.count, 0);
    const sum = sumText(of.map(({ currency, gross }) => ({ currency, amount: gross })));
    return { id: state, title: stateName(state), count: showNumber(count), sum, cards: all.filter((estimate) => estimate.state === state), onMore: moreOf(lists[state]) };
  });
}

/** Estimates by state, with what they come to. */
export function EstimateBoard({ filter }: { filter: Filter }) {
  const navigate = useNavigate();
  const mayEdit = useMay('estimates.update');
  const edit = useMoving();
  return (
    <Board
      label={t('nav.estimates')}
      columns={useColumns(filter)}
      name={(estimate) => `${estimate.customer_name}, ${amountOf(estimate)}`}
      card={(estimate) => <EstimateCard estimate={estimate} />}
      {...(mayEdit ? { mayMove: mayFollow } : {})}
      onMove={(estimate, to) => void edit(estimate, { state: to as State }, { state: estimate.state })}
      onOpen={(estimate) => void navigate({ to: '/estimates/$estimateId', params: { estimateId: estimate.id } })}
    />
  );
}

function amountOf(estimate: EstimateSummary): string {
  return showMoney(estimate.totals.gross, estimate.currency, currentLanguage());
}

function EstimateCard({ estimate }: { estimate: EstimateSummary }) {
  return (
    <>
      <a href={`/estimates/${estimate.id}`} className="row-name" tabIndex={-1} dir="auto">
        {estimate.customer_name}
      </a>
      <span className="card-line">
        <span className="number">{amountOf(estimate)}</span>
        <Time at={estimate.updated_at} />
      </span>
    </>
  );
}
