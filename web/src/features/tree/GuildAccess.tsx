import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Guild, StandingGrant } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { Chip } from '../../ui/Chip';
import { TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { useDecision } from './Offers';
import { handovers, standingGrantOf } from './queries';

/** Who reads the guild from above, and handing it over to somebody else. */
export function GuildAccess({ guild }: { guild: Guild }) {
  const { data: grant, error } = useQuery(standingGrantOf(guild.id));
  return (
    <div className="record">
      <div className="record-body single settings">
        {error && <p className="notice">{messageOf(error)}</p>}
        {grant && <Grant grant={grant} />}
        <HandingOver guild={guild} owner={grant?.access_owner ?? ''} />
      </div>
    </div>
  );
}

function Grant({ grant }: { grant: StandingGrant }) {
  const queries = useQueryClient();
  const mayChange = useMay('standing_grants.update');
  const params = { params: { path: { guild_id: grant.guild_id } } };
  const setting = useMutation({
    mutationFn: async () => {
      if (grant.running) await answerOf(api.DELETE('/guilds/{guild_id}/standing-grant', params));
      else await answerOf(api.PUT('/guilds/{guild_id}/standing-grant', params));
    },
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tree'] }),
  });
  const since = grant.running ? grant.created_at : grant.ended_at;
  return (
    <section className="panel" aria-labelledby="grant-title">
      <div className="panel-head">
        <h2 id="grant-title">{t('grant.title')}</h2>
        {grant.running ? <Chip tone="gold">{t('grant.running')}</Chip> : <Chip tone="plain">{t('grant.ended')}</Chip>}
        <span className="spacer" />
        {mayChange && (
          <button type="button" className="button" disabled={setting.isPending} onClick={() => setting.mutate()}>
            {grant.running ? t('grant.end') : t('grant.renew')}
          </button>
        )}
      </div>
      <p>{grant.running ? t('grant.running_text', { owner: grant.access_owner }) : t('grant.ended_text', { owner: grant.access_owner })}</p>
      {since && <p className="muted">{t('grant.since', { time: exact(since) })}</p>}
    </section>
  );
}

function HandingOver({ guild, owner }: { guild: Guild; owner: string }) {
  const mayOffer = useMay('handovers.create');
  const [offering, setOffering] = useState(false);
  const deciding = useDecision();
  const { data } = useQuery(handovers);
  const open = data?.items.find((offer) => offer.guild_id === guild.id && offer.state === 'open');
  if (!mayOffer && !open) return null;
  return (
    <section className="panel" aria-labelledby="handover-title">
      <div className="panel-head">
        <h2 id="handover-title">{t('handover.title')}</h2>
        <span className="spacer" />
        {mayOffer && open && (
          <button type="button" className="button" disabled={deciding.isPending} onClick={() => deciding.mutate({ handover: open, decision: 'cancellation' })}>
            {t('handover.withdraw')}
          </button>
        )}
        {mayOffer && !open && (
          <button type="button" className="button" onClick={() => setOffering(true)}>
            {t('handover.offer')}
          </button>
        )}
      </div>
      <p>{open ? t('handover.open', { owner: open.to_owner, until: exact(open.ends_at) }) : t('handover.text', { owner })}</p>
      {offering && <OfferDialog guild={guild} onClose={() => setOffering(false)} />}
    </section>
  );
}

function OfferDialog({ guild, onClose }: { guild: Guild; onClose: () => void }) {
  const queries = useQueryClient();
  const [owner, setOwner] = useState('');
  const saving = useSaving(
    (id: string, key) => answerOf(api.POST('/guilds/{guild_id}/handovers', { params: { path: { guild_id: guild.id }, header: { 'Idempotency-Key': key } }, body: { access_owner_id: id } })),
    (offer) => {
      void queries.invalidateQueries({ queryKey: ['tree'] });
      showToast(t('handover.made', { guild: offer.guild, owner: offer.to_owner }));
      onClose();
    },
  );
  return (
    <FormDialog title={t('handover.offer_title', { guild: guild.name })} action={t('handover.send')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(owner.trim())} onClose={onClose}>
      <TextField name="access_owner_id" className="whole" label={t('handover.to')} required value={owner} message={saving.messages['access_owner_id']} onChange={setOwner} />
      <p className="whole help">{t('handover.to_text')}</p>
    </FormDialog>
  );
}
