import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Guild } from '../../api/types';
import { actingMembership, useMay, useMe } from '../../app/session';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { HandOver, OfferList, useDeciding, type Decision } from './HandOver';
import { handovers } from './queries';

function decide(id: string, decision: Decision) {
  const params = { params: { path: { handover_id: id } } };
  if (decision === 'acceptance') return answerOf(api.POST('/handovers/{handover_id}/acceptance', params));
  if (decision === 'decline') return answerOf(api.POST('/handovers/{handover_id}/decline', params));
  return answerOf(api.POST('/handovers/{handover_id}/cancellation', params));
}

/** Guilds that others offer to this access owner. */
export function Offers() {
  const me = useMe();
  const mine = actingMembership(me)?.access_owner?.id;
  const { data } = useQuery(handovers);
  const deciding = useDeciding(decide);
  const offers = data?.items
    .filter((offer) => offer.state === 'open' && offer.to_owner_id === mine)
    .map(({ id, from_owner, guild, ends_at }) => ({ id, text: t('handover.offered', { owner: from_owner, guild, until: exact(ends_at) }) }));
  return <OfferList label={t('handover.offers')} offers={offers ?? []} deciding={deciding} />;
}

/** Handing a guild to another agency, by the one that it has. */
export function GuildHandOver({ guild, owner }: { guild: Guild; owner: string }) {
  const { data } = useQuery(handovers);
  const open = data?.items.find((offer) => offer.guild_id === guild.id && offer.state === 'open');
  return (
    <HandOver
      mayOffer={useMay('handovers.create')}
      open={open && { id: open.id, text: t('handover.open', { owner: open.to_owner, until: exact(open.ends_at) }) }}
      text={t('handover.text', { owner })}
      deciding={useDeciding(decide)}
      name={guild.name}
      field="access_owner_id"
      label={t('handover.to')}
      help={t('handover.to_text')}
      offer={async (to, key) => (await answerOf(api.POST('/guilds/{guild_id}/handovers', { params: { path: { guild_id: guild.id }, header: { 'Idempotency-Key': key } }, body: { access_owner_id: to } }))).to_owner}
    />
  );
}
