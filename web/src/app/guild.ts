import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { likelyCountry, usualCurrency } from '../i18n/places';
import { useMe } from './session';

function guildById(id: string) {
  return queryOptions({
    queryKey: ['guild', id],
    queryFn: ({ signal }) => answerOf(api.GET('/guilds/{guild_id}', { params: { path: { guild_id: id } }, signal })),
    staleTime: Infinity,
    retry: false,
  });
}

/** What a guild's new documents and customers begin with; until it is known, what the browser's region suggests. */
export function useGuildDefaults(): { currency: string; country: string; known: boolean } {
  const id = useMe().acting.guild_id;
  const { data, isLoading } = useQuery({ ...guildById(id ?? ''), enabled: id !== null });
  const country = data?.country ?? likelyCountry();
  return { country, currency: data?.currency ?? usualCurrency(country) ?? 'EUR', known: !isLoading };
}
