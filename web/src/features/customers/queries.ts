import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Customer, CustomerQuery } from '../../api/types';

export type CustomerFilter = Pick<CustomerQuery, 'sort' | 'status'> & { search?: string | undefined };

const pageSize = 100;

export function customerList({ search, sort, status }: CustomerFilter) {
  return infiniteQueryOptions({
    queryKey: ['customers', 'list', { search, sort, status }],
    queryFn: ({ pageParam, signal }) => answerOf(api.GET('/customers', { params: { query: { limit: pageSize, after: pageParam, search, sort, status } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function customerCount({ search, status }: CustomerFilter) {
  return queryOptions({
    queryKey: ['customers', 'count', { search, status }],
    queryFn: ({ signal }) => answerOf(api.GET('/customers/count', { params: { query: { search, status } }, signal })),
    placeholderData: keepPreviousData,
  });
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

export function notesOf(customerId: string) {
  return queryOptions({
    queryKey: ['customers', 'notes', customerId],
    queryFn: ({ signal }) => answerOf(api.GET('/customers/{customer_id}/notes', { params: { path: { customer_id: customerId }, query: { limit: 100 } }, signal })),
  });
}
