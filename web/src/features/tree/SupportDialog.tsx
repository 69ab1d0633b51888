import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Guild } from '../../api/types';
import { plural, t } from '../../i18n';
import { SelectField, TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';

const spans = [2, 8, 24, 72];

interface SupportDialogProps {
  guild: Guild;
  /** Asks the guild, where one may not give it. */
  asking: boolean;
  onClose: () => void;
}

/** Letting support look into a guild, or asking it to: what for, and for how long. */
export function SupportDialog({ guild, asking, onClose }: SupportDialogProps) {
  const queries = useQueryClient();
  const [form, setForm] = useState({ reason: '', hours: '8' });
  const saving = useSaving(
    (given: typeof form, key) => {
      const sent = { params: { path: { guild_id: guild.id }, header: { 'Idempotency-Key': key } }, body: { reason: given.reason, hours: Number(given.hours) } };
      return answerOf(asking ? api.POST('/guilds/{guild_id}/support-requests', sent) : api.POST('/guilds/{guild_id}/support-grants', sent));
    },
    () => {
      void queries.invalidateQueries({ queryKey: ['tree'] });
      onClose();
    },
  );
  return (
    <FormDialog title={asking ? t('support.ask_title', { guild: guild.name }) : t('support.give')} action={asking ? t('support.ask_send') : t('support.send')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(form)} onClose={onClose}>
      <TextField name="reason" className="whole" label={t('support.reason')} required value={form.reason} message={saving.messages['reason']} onChange={(reason) => setForm({ ...form, reason })} />
      <SelectField name="hours" label={t('support.hours')} value={form.hours} message={saving.messages['hours']} choices={spans.map((hours) => ({ value: String(hours), label: plural('support.span', hours) }))} onChange={(hours) => setForm({ ...form, hours })} />
      <p className="whole help">{asking ? t('support.ask_text') : t('support.give_text')}</p>
    </FormDialog>
  );
}
