import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, atVersion } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { View, ViewInput } from '../../api/types';
import { useMe } from '../../app/session';
import type { ListName } from './definition';

export function viewList(list: ListName) {
  return queryOptions({
    queryKey: ['views', list],
    queryFn: async ({ signal }): Promise<View[]> => (await answerOf(api.GET('/views', { params: { query: { list, limit: 200 } }, signal }))).items,
    staleTime: 60_000,
  });
}

/** Adds, changes and removes saved views; lists of them are then read anew. */
export function useViewActs(list: ListName) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['views', list] });
  const add = useMutation({
    mutationFn: ({ key, ...body }: Omit<ViewInput, 'list'> & { key: string }) => answerOf(api.POST('/views', { params: { header: { 'Idempotency-Key': key } }, body: { ...body, list } })),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ view, ...body }: { view: View; name?: string; query?: string; shared?: boolean }) =>
      answerOf(api.PATCH('/views/{view_id}', { params: { path: { view_id: view.id }, header: atVersion(view) }, body })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: async (view: View) => {
      await answerOf(api.DELETE('/views/{view_id}', { params: { path: { view_id: view.id } } }));
    },
    onSuccess,
  });
  return { add, change, remove };
}

export function useMayChange(view: View): boolean {
  const me = useMe();
  return view.owner_id === me.account.id || (view.shared && me.acting.role === 'guild');
}
