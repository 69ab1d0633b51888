import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';

export const permissions = queryOptions({
  queryKey: ['permissions'],
  queryFn: ({ signal }) => answerOf(api.GET('/permissions', { signal })),
  staleTime: Infinity,
});

/** At most 200. */
export function roleSetsOf(guildId: string) {
  return queryOptions({
    queryKey: ['tree', 'role-sets', guildId],
    queryFn: ({ signal }) => answerOf(api.GET('/guilds/{guild_id}/role-sets', { params: { path: { guild_id: guildId }, query: { limit: 200, sort: 'name' } }, signal })),
  });
}

/** Those of an access owner's own: at most 200. */
export function teamRolesOf(ownerId: string) {
  return queryOptions({
    queryKey: ['tree', 'team-roles', ownerId],
    queryFn: ({ signal }) => answerOf(api.GET('/access-owners/{access_owner_id}/role-sets', { params: { path: { access_owner_id: ownerId }, query: { limit: 200, sort: 'name' } }, signal })),
  });
}

export interface Question {
  permission: string;
  membership_id?: string | undefined;
  record_id?: string | undefined;
}

export function explanationOf(question: Question) {
  return queryOptions({
    queryKey: ['tree', 'explanation', question],
    queryFn: ({ signal }) => answerOf(api.GET('/explanations', { params: { query: question }, signal })),
    staleTime: 0,
  });
}
