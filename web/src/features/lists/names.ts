import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import { may, useMe } from '../../app/session';
import type { Choice } from '../../i18n/places';

/* Words for ids: tags, groups, colleagues, spots. They are few, and change seldom. */

const long = 60_000;
const query = { limit: 200 } as const;
type Named = { id: string; name: string };

export const tagList = queryOptions({
  queryKey: ['tags'],
  queryFn: async ({ signal }): Promise<Named[]> => (await answerOf(api.GET('/tags', { params: { query }, signal }))).items,
  staleTime: long,
});
export const groupList = queryOptions({
  queryKey: ['groups'],
  queryFn: async ({ signal }): Promise<Named[]> => (await answerOf(api.GET('/groups', { params: { query }, signal }))).items,
  staleTime: long,
});
export const colleagueList = queryOptions({
  queryKey: ['colleagues'],
  queryFn: async ({ signal }): Promise<Named[]> => (await answerOf(api.GET('/colleagues', { params: { query }, signal }))).items,
  staleTime: long,
});
function spotList(guild: string) {
  return queryOptions({
    queryKey: ['spots', guild],
    queryFn: async ({ signal }): Promise<Named[]> => (await answerOf(api.GET('/guilds/{guild_id}/spots', { params: { path: { guild_id: guild }, query }, signal }))).items,
    staleTime: long,
  });
}

export interface Names {
  choices: Choice[];
  of: (id: string | null | undefined) => string | undefined;
}

function useNames(items: Named[] | undefined): Names {
  return useMemo(() => {
    const names = new Map(items?.map(({ id, name }) => [id, name]));
    return { choices: (items ?? []).map(({ id, name }) => ({ value: id, label: name })), of: (id) => (id ? names.get(id) : undefined) };
  }, [items]);
}

export const useTags = () => useNames(useQuery(tagList).data);
export const useGroups = () => useNames(useQuery(groupList).data);
export const useColleagues = () => useNames(useQuery(colleagueList).data);
export function useSpots(): Names {
  const me = useMe();
  const guild = me.acting.guild_id;
  return useNames(useQuery({ ...spotList(guild ?? ''), enabled: guild !== null && may(me, 'spots.read') }).data);
}
