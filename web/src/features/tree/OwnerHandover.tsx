import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { AccessOwner } from '../../api/types';
import { useMay, useMe } from '../../app/session';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { HandOver, OfferList, useDeciding, type Decision } from './HandOver';
import { ownerHandovers } from './queries';

function decide(id: string, decision: Decision) {
  const params = { params: { path: { owner_handover_id: id } } };
  if (decision === 'acceptance') return answerOf(api.POST('/owner-handovers/{owner_handover_id}/acceptance', params));
  if (decision === 'decline') return answerOf(api.POST('/owner-handovers/{owner_handover_id}/decline', params));
  return answerOf(api.POST('/owner-handovers/{owner_handover_id}/cancellation', params));
}

/** Agencies that another moderator offers. */
export function OwnerOffers() {
  const me = useMe();
  const { data } = useQuery(ownerHandovers);
  const deciding = useDeciding(decide);
  const offers = data?.items
    .filter((offer) => offer.state === 'open' && offer.to_account_id === me.account.id)
    .map(({ id, from_name, access_owner, ends_at }) => ({ id, text: t('owner_handover.offered', { name: from_name, owner: access_owner, until: exact(ends_at) }) }));
  return <OfferList label={t('owner_handover.offers')} offers={offers ?? []} deciding={deciding} />;
}

/** Handing an agency to another moderator, by whose it is. */
export function OwnerHandingOver({ owner }: { owner: AccessOwner }) {
  const me = useMe();
  const mayOffer = useMay('owner_handovers.create');
  const { data } = useQuery(ownerHandovers);
  const open = data?.items.find((offer) => offer.access_owner_id === owner.id && offer.state === 'open');
  return (
    <HandOver
      mayOffer={mayOffer && (owner.made_by === me.account.id || me.acting.role === 'admin')}
      open={open && { id: open.id, text: t('handover.open', { owner: open.to_name, until: exact(open.ends_at) }) }}
      text={t('owner_handover.text')}
      deciding={useDeciding(decide)}
      name={owner.name}
      field="moderator_id"
      label={t('owner_handover.to')}
      help={t('owner_handover.to_text')}
      offer={async (to, key) => (await answerOf(api.POST('/access-owners/{access_owner_id}/handovers', { params: { path: { access_owner_id: owner.id }, header: { 'Idempotency-Key': key } }, body: { moderator_id: to } }))).to_name}
    />
  );
}
