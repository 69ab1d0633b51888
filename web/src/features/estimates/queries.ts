import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, atVersion } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Product } from '../../api/types';
import type { EstimateStore } from './draft_saver';

export function estimateById(id: string) {
  return queryOptions({
    queryKey: ['estimates', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/estimates/{estimate_id}', { params: { path: { estimate_id: id } }, signal })),
    // The editor holds what it edits; a refetch in its back would only confuse.
    staleTime: Infinity,
    gcTime: 0,
  });
}

export const taxCodeList = queryOptions({
  queryKey: ['tax-codes'],
  queryFn: async ({ signal }) => (await answerOf(api.GET('/tax-codes', { params: { query: { limit: 200 } }, signal }))).items,
  staleTime: 60_000,
});

export function productSearch(search: string) {
  return queryOptions({
    queryKey: ['products', 'search', search],
    queryFn: async ({ signal }): Promise<Product[]> => (await answerOf(api.GET('/products', { params: { query: { limit: 12, search: search || undefined } }, signal }))).items,
    placeholderData: keepPreviousData,
  });
}

/** How an estimate reaches the server. */
export const estimateStore: EstimateStore = {
  add: (body, key) => answerOf(api.POST('/estimates', { params: { header: { 'Idempotency-Key': key } }, body })),
  change: (id, version, body, ids) => {
    const lines = body.lines.map((line, index) => ({ ...line, ...(ids[index] ? { id: ids[index] } : {}) }));
    return answerOf(api.PATCH('/estimates/{estimate_id}', { params: { path: { estimate_id: id }, header: atVersion({ version }) }, body: { ...body, lines } }));
  },
};
