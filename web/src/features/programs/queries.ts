import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';

/* All that is read of a guild's programs lies below 'programs', so that one change has all of it read again. */

/** A guild has at most 200. */
export function programsOf(guildId: string) {
  return queryOptions({
    queryKey: ['programs', guildId],
    queryFn: ({ signal }) => answerOf(api.GET('/guilds/{guild_id}/service-accounts', { params: { path: { guild_id: guildId }, query: { limit: 200 } }, signal })),
  });
}

/** A program has at most 50. */
export function keysOf(programId: string) {
  return queryOptions({
    queryKey: ['programs', 'keys', programId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/service-accounts/{service_account_id}/keys', { params: { path: { service_account_id: programId }, query: { limit: 100 } }, signal })),
  });
}

export const programPermissions = queryOptions({
  queryKey: ['programs', 'permissions'],
  queryFn: ({ signal }) => answerOf(api.GET('/service-account-permissions', { signal })),
});
