import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Handover } from '../../api/types';
import { actingMembership, useMe } from '../../app/session';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { showToast } from '../../ui/toast';
import { handovers } from './queries';

export type Decision = 'acceptance' | 'decline' | 'cancellation';

function decide(handover: Handover, decision: Decision) {
  const params = { params: { path: { handover_id: handover.id } } };
  if (decision === 'acceptance') return answerOf(api.POST('/handovers/{handover_id}/acceptance', params));
  if (decision === 'decline') return answerOf(api.POST('/handovers/{handover_id}/decline', params));
  return answerOf(api.POST('/handovers/{handover_id}/cancellation', params));
}

/** Takes, declines or takes back an offer; all that shows guilds is read again. */
export function useDecision() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ handover, decision }: { handover: Handover; decision: Decision }) => decide(handover, decision),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tree'] }),
  });
}

/** Guilds that others offer to this access owner. */
export function Offers() {
  const me = useMe();
  const mine = actingMembership(me)?.access_owner?.id;
  const { data } = useQuery(handovers);
  const deciding = useDecision();
  const open = data?.items.filter((offer) => offer.state === 'open' && offer.to_owner_id === mine) ?? [];
  if (open.length === 0) return null;
  return (
    <ul className="offers" aria-label={t('handover.offers')}>
      {open.map((offer) => (
        <li key={offer.id} className="notice calm offer">
          <span>{t('handover.offered', { owner: offer.from_owner, guild: offer.guild, until: exact(offer.ends_at) })}</span>
          <span className="offer-actions">
            <button type="button" className="button" disabled={deciding.isPending} onClick={() => deciding.mutate({ handover: offer, decision: 'decline' })}>
              {t('handover.decline')}
            </button>
            <button type="button" className="button primary" disabled={deciding.isPending} onClick={() => deciding.mutate({ handover: offer, decision: 'acceptance' })}>
              {t('handover.accept')}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}
