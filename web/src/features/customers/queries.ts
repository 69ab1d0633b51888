import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { pageSize } from '../../api/walk';
import { answerOf } from '../../api/problem';
import type { Customer, CustomerQuery, TimelineQuery } from '../../api/types';
import type { Filter } from '../lists/url';

/** A part of a list, as its page, its board and whatever works through it ask for it. */
export function customerPage(filter: Filter, after: string | undefined, signal: AbortSignal, limit = pageSize) {
  return answerOf(api.GET('/customers', { params: { query: { ...(filter as CustomerQuery), limit, after } }, signal }));
}

export function customerCount(filter: Filter, signal: AbortSignal) {
  return answerOf(api.GET('/customers/count', { params: { query: filter }, signal }));
}

export function customerById(id: string) {
  return queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/customers/{customer_id}', { params: { path: { customer_id: id } }, signal })),
  });
}

/**
 * The few customers that fit a text best, for pickers. While the next answer comes, those of the last one stay that fit the
 * new text too: what Enter picks is never something that was not asked for.
 */
export function useCustomerSearch(search: string, limit = 12): Customer[] {
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['customers', 'search', search, limit],
    queryFn: ({ signal }) => answerOf(api.GET('/customers', { params: { query: { limit, search: search || undefined, sort: 'name' } }, signal })),
    placeholderData: keepPreviousData,
  });
  const found = data?.items ?? [];
  const typed = search.toLocaleLowerCase();
  return isPlaceholderData ? found.filter((customer) => customer.name.toLocaleLowerCase().includes(typed)) : found;
}

export function contactsOf(customerId: string) {
  return queryOptions({
    queryKey: ['customers', 'contacts', customerId],
    queryFn: ({ signal }) => answerOf(api.GET('/customers/{customer_id}/contacts', { params: { path: { customer_id: customerId }, query: { limit: 100 } }, signal })),
  });
}

export type TimelineKind = NonNullable<TimelineQuery['kind']>;

/** What has happened with a customer, the newest first, page by page. */
export function timelineOf(customerId: string, kind: TimelineKind | undefined) {
  return infiniteQueryOptions({
    queryKey: ['customers', 'timeline', customerId, kind],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/customers/{customer_id}/timeline', { params: { path: { customer_id: customerId }, query: { limit: 20, after: pageParam, kind } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function duplicatesOf(customerId: string) {
  return queryOptions({
    queryKey: ['customers', 'duplicates', customerId],
    queryFn: ({ signal }) => answerOf(api.GET('/customers/{customer_id}/duplicates', { params: { path: { customer_id: customerId } }, signal })),
  });
}

/** After a merge, a restoration or an undo nearly everything of customers may be something else. */
export function forgetCustomers(queries: QueryClient) {
  return Promise.all([['customers'], ['activities'], ['estimates'], ['trash'], ['search']].map((queryKey) => queries.invalidateQueries({ queryKey })));
}
