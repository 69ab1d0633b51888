import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../i18n';
import { Field, SelectField, TextField, describedBy } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { fieldMessages, focusFirst } from '../../ui/messages';
import { tomorrowMorning } from './due';
import { addActivity } from './queries';
import { kinds, kindWords } from './words';

/** Something to do for oneself, tomorrow morning unless said otherwise: with a subject given, Enter is all it takes. */
export function AddActivity({ subject = '', customerId, onClose }: { subject?: string; customerId?: string; onClose: () => void }) {
  const queries = useQueryClient();
  const [form, setForm] = useState({ subject, kind: 'task' as (typeof kinds)[number], due: tomorrowMorning() });
  const [key] = useState(() => crypto.randomUUID());
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const saving = useMutation({
    mutationFn: () =>
      addActivity({ subject: form.subject, kind: form.kind, due_at: form.due ? new Date(form.due).toISOString() : null, customer_id: customerId ?? null }, key),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['activities'] });
    },
    onError: (error) => focusFirst(fieldMessages(error)),
  });
  const messages = saving.error ? fieldMessages(saving.error) : {};
  return (
    <FormDialog title={t('activities.new')} pending={saving.isPending} error={saving.error} messages={messages} onSubmit={() => saving.mutate()} onClose={onClose}>
      <TextField name="subject" label={t('activities.subject')} value={form.subject} message={messages['subject']} onChange={(text) => change({ subject: text })} className="whole" required />
      <SelectField name="kind" label={t('activities.kind')} value={form.kind} onChange={(kind) => change({ kind: kinds.find((each) => each === kind) ?? 'task' })} choices={kinds.map((kind) => ({ value: kind, label: t(kindWords[kind]) }))} />
      <Field name="due_at" label={t('activities.due_at')} message={messages['due_at']} optional>
        <input id="due_at" className="control" type="datetime-local" value={form.due} onChange={(event) => change({ due: event.target.value })} {...describedBy('due_at', messages['due_at'])} />
      </Field>
    </FormDialog>
  );
}
