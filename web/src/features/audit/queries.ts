import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';

/** from and to are days as the reader counts them; both are in. */
export interface AuditFilter {
  search?: string | undefined;
  object?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

function moment(day: string | undefined, later: number): string | undefined {
  if (!day || !/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
}

export function auditTrail(filter: AuditFilter) {
  const { from, to, ...rest } = filter;
  const query = { ...rest, from: moment(from, 0), to: moment(to, 1) };
  return infiniteQueryOptions({
    queryKey: ['audit', 'list', filter],
    queryFn: ({ pageParam, signal }) => answerOf(api.GET('/audit-events', { params: { query: { limit: 100, after: pageParam, ...query } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** One entry with what it changed. */
export function auditEvent(seq: number) {
  return queryOptions({
    queryKey: ['audit', 'one', seq],
    queryFn: async ({ signal }) => (await answerOf(api.GET('/audit-events', { params: { query: { seq } }, signal }))).items[0] ?? null,
    staleTime: Infinity,
  });
}
