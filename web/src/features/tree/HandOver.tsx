import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { messageOf } from '../../api/problem';
import { t } from '../../i18n';
import { TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';

/* Handing a guild to another agency, or an agency to another moderator: one offers, the other takes it or declines. */

export type Decision = 'acceptance' | 'decline' | 'cancellation';

/** Takes, declines or takes back an offer; all that shows guilds and agencies is read again. */
export function useDeciding(decide: (id: string, decision: Decision) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: Decision }) => decide(id, decision),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tree'] }),
  });
}
type Deciding = ReturnType<typeof useDeciding>;

/** An open offer, and what is said of it to who reads it. */
interface Said {
  id: string;
  text: string;
}

/** What others offer to the one who is signed in; nothing where there is nothing. */
export function OfferList({ label, offers, deciding }: { label: string; offers: Said[]; deciding: Deciding }) {
  if (offers.length === 0) return null;
  return (
    <ul className="offers" aria-label={label}>
      {offers.map(({ id, text }) => (
        <li key={id} className="notice calm offer">
          <span>{text}</span>
          <span className="offer-actions">
            <button type="button" className="button" disabled={deciding.isPending} onClick={() => deciding.mutate({ id, decision: 'decline' })}>
              {t('handover.decline')}
            </button>
            <button type="button" className="button primary" disabled={deciding.isPending} onClick={() => deciding.mutate({ id, decision: 'acceptance' })}>
              {t('handover.accept')}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}

interface HandOverProps extends Omit<OfferDialogProps, 'onClose'> {
  mayOffer: boolean;
  open: Said | undefined;
  /** What is said where nothing is offered. */
  text: string;
  deciding: Deciding;
}

/** Offering what one has, by whose it is, and taking the offer back. */
export function HandOver({ mayOffer, open, text, deciding, ...dialog }: HandOverProps) {
  const title = useId();
  const [offering, setOffering] = useState(false);
  if (!mayOffer && !open) return null;
  return (
    <section className="panel" aria-labelledby={title}>
      <div className="panel-head">
        <h2 id={title}>{t('handover.title')}</h2>
        <span className="spacer" />
        {mayOffer && open && (
          <button type="button" className="button" disabled={deciding.isPending} onClick={() => deciding.mutate({ id: open.id, decision: 'cancellation' })}>
            {t('handover.withdraw')}
          </button>
        )}
        {mayOffer && !open && (
          <button type="button" className="button" onClick={() => setOffering(true)}>
            {t('handover.offer')}
          </button>
        )}
      </div>
      <p>{open ? open.text : text}</p>
      {offering && <OfferDialog {...dialog} onClose={() => setOffering(false)} />}
    </section>
  );
}

interface OfferDialogProps {
  name: string;
  /** The field that says to whom, as the API calls it, and its words. */
  field: string;
  label: string;
  help: string;
  /** Offers it to the one of this id, and says whose name that is. */
  offer: (to: string, key: string) => Promise<string>;
  onClose: () => void;
}

function OfferDialog({ name, field, label, help, offer, onClose }: OfferDialogProps) {
  const queries = useQueryClient();
  const [to, setTo] = useState('');
  const saving = useSaving(offer, (owner) => {
    void queries.invalidateQueries({ queryKey: ['tree'] });
    showToast(t('handover.made', { guild: name, owner }));
    onClose();
  });
  return (
    <FormDialog title={t('handover.offer_title', { guild: name })} action={t('handover.send')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(to.trim())} onClose={onClose}>
      <TextField name={field} className="whole" label={label} required value={to} message={saving.messages[field]} onChange={setTo} />
      <p className="whole help">{help}</p>
    </FormDialog>
  );
}
