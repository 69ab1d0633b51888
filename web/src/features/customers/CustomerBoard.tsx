import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Customer } from '../../api/types';
import { useMay } from '../../app/session';
import { showNumber, t } from '../../i18n';
import { countryName } from '../../i18n/places';
import { Board, type BoardColumn } from '../../ui/board/Board';
import { cardsOf, moreOf, sumText } from '../lists/boards';
import { useEdit } from '../lists/edits';
import type { Filter } from '../lists/url';
import { useTags } from '../lists/names';
import { customerEditing, TagChips, useCustomerList } from './list';
import { customerPage } from './queries';
import { statuses, statusNames, type Status } from './status';

/* The first cards of one status. */
function useCards(filter: Filter, status: Status) {
  return useInfiniteQuery({
    queryKey: ['customers', 'board', 'cards', filter, status],
    queryFn: ({ pageParam, signal }) => customerPage({ ...filter, status }, pageParam, signal, 50),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: filter['status'] === undefined || filter['status'] === status,
  });
}

function useColumns(filter: Filter): BoardColumn<Customer>[] {
  const sums = useQuery({
    queryKey: ['customers', 'board', 'sums', filter],
    queryFn: ({ signal }) => answerOf(api.GET('/customers/sums', { params: { query: filter }, signal })),
  }).data?.items;
  const lists = { lead: useCards(filter, 'lead'), active: useCards(filter, 'active'), former: useCards(filter, 'former') };
  const all = Object.values(lists).flatMap((list) => cardsOf(list));
  return statuses.map((status) => {
    const of = sums?.filter((sum) => sum.status === status) ?? [];
    const offered = of.flatMap(({ currency, offered: amount }) => (currency && amount ? [{ currency, amount }] : []));
    return {
      id: status,
      title: t(statusNames[status]),
      count: showNumber(of[0]?.count ?? 0),
      sum: offered.length > 0 ? t('customers.on_offer', { sum: sumText(offered) }) : '',
      cards: all.filter((customer) => customer.status === status),
      onMore: moreOf(lists[status]),
    };
  });
}

/** Customers by status; beside each the sum of the estimates that are on offer to them. */
export function CustomerBoard({ filter }: { filter: Filter }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { columns: described } = useCustomerList();
  const editing = useMemo(() => ({ ...customerEditing(described), moved: () => queries.invalidateQueries({ queryKey: ['customers', 'board'] }) }), [described, queries]);
  const edit = useEdit(editing);
  const mayEdit = useMay('customers.update');
  return (
    <Board
      label={t('nav.customers')}
      columns={useColumns(filter)}
      name={(customer) => customer.name}
      card={(customer) => <CustomerCard customer={customer} />}
      {...(mayEdit ? { mayMove: () => true } : {})}
      onMove={(customer, to) => void edit(customer, { status: to as Status }, { status: customer.status })}
      onOpen={(customer) => void navigate({ to: '/customers/$customerId', params: { customerId: customer.id } })}
    />
  );
}

function CustomerCard({ customer }: { customer: Customer }) {
  const tags = useTags();
  const address = customer.address ?? customer.billing_address;
  const place = [address?.city, countryName(customer.country ?? address?.country)].filter(Boolean).join(', ');
  return (
    <>
      <a href={`/customers/${customer.id}`} className="row-name" tabIndex={-1} dir="auto">
        {customer.name}
      </a>
      {place !== '' && <span className="card-line">{place}</span>}
      {customer.tag_ids.length > 0 && <TagChips ids={customer.tag_ids} tags={tags} />}
    </>
  );
}
