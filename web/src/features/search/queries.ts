import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { SearchResult } from '../../api/types';

/**
 * What fits a text best, of every kind. While the next answer comes, those of the last one stay that fit the new text too: what Enter
 * picks is never something that was not asked for.
 */
export function useSearch(text: string): SearchResult[] {
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['search', text],
    queryFn: ({ signal }) => answerOf(api.GET('/search', { params: { query: { search: text } }, signal })),
    placeholderData: keepPreviousData,
    enabled: text !== '',
    staleTime: 10_000,
  });
  if (text === '') return [];
  const found = data?.items ?? [];
  const typed = text.toLocaleLowerCase();
  return isPlaceholderData ? found.filter((result) => result.title.toLocaleLowerCase().includes(typed)) : found;
}
