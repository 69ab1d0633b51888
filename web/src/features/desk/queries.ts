import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';

/* All that is read of the desk lies below 'desk'. Its clocks run, so that it is read anew every minute. */

const everyMinute = 60_000;

export function deskCases(filter: { search?: string | undefined; open?: boolean | undefined }) {
  return infiniteQueryOptions({
    queryKey: ['desk', 'cases', filter],
    queryFn: ({ pageParam, signal }) => answerOf(api.GET('/desk-cases', { params: { query: { limit: 100, after: pageParam, ...filter } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: everyMinute,
  });
}

export function deskCase(id: string) {
  return queryOptions({
    queryKey: ['desk', 'case', id],
    queryFn: ({ signal }) => answerOf(api.GET('/desk-cases/{desk_case_id}', { params: { path: { desk_case_id: id } }, signal })),
    refetchInterval: everyMinute,
  });
}

/** At most 200. */
export const deskMembers = queryOptions({
  queryKey: ['desk', 'members'],
  queryFn: ({ signal }) => answerOf(api.GET('/desk-members', { params: { query: { limit: 200 } }, signal })),
});
