import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';

/** What the doctor found when it last looked; null: it has not yet. */
export const lastExamination = queryOptions({
  queryKey: ['examinations'],
  queryFn: async ({ signal }) => (await answerOf(api.GET('/examinations', { params: { query: { limit: 1 } }, signal }))).items[0] ?? null,
  refetchInterval: 60_000,
});

export function safeguards(guildId: string) {
  return queryOptions({
    queryKey: ['safeguards', guildId],
    queryFn: ({ signal }) => answerOf(api.GET('/guilds/{guild_id}/safeguards', { params: { path: { guild_id: guildId } }, signal })),
  });
}
