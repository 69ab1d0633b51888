import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';

/** What nobody has looked at yet: of the guild one acts in, or, above the guilds, in which of them. */
export function openAlerts(above: boolean) {
  return queryOptions({
    queryKey: ['alerts', above],
    queryFn: async ({ signal }) => {
      const options = { params: { query: { seen: false, limit: 100 } }, signal };
      if (!above) return (await answerOf(api.GET('/alerts', options))).items.map((alert) => ({ ...alert, guild_name: null }));
      return (await answerOf(api.GET('/platform-alerts', options))).items.map((alert) => ({ ...alert, account_id: null, account_name: null, address: null }));
    },
    refetchInterval: 60_000,
  });
}

export function useSeeAlert() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.PUT('/alerts/{alert_id}/seen', { params: { path: { alert_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  });
}
