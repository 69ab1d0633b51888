import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { answerOf } from '../api/problem';
import { likelyCountry, usualCurrency } from '../i18n/places';
import { useMe } from './session';

export function guildById(id: string) {
  return queryOptions({
    queryKey: ['guild', id],
    queryFn: ({ signal }) => answerOf(api.GET('/guilds/{guild_id}', { params: { path: { guild_id: id } }, signal })),
    staleTime: 300_000,
    retry: false,
  });
}

/** What a guild's new documents and customers begin with. */
export interface GuildDefaults {
  currency: string;
  country: string;
  /** What a quick customer must have beyond name and contact, as the API names it. */
  required: readonly string[];
  /** Whether a phone number may stand for an e-mail address. */
  phoneWillDo: boolean;
  known: boolean;
}

/** Until the guild is known, what the browser's region suggests. */
export function useGuildDefaults(): GuildDefaults {
  const id = useMe().acting.guild_id;
  const { data, isLoading } = useQuery({ ...guildById(id ?? ''), enabled: id !== null });
  const country = data?.country ?? likelyCountry();
  return { country, currency: data?.currency ?? usualCurrency(country) ?? 'EUR', required: data?.required_customer_fields ?? [], phoneWillDo: data?.require_email_or_phone ?? false, known: !isLoading };
}
