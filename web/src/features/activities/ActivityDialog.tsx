import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../../api/problem';
import type { Activity } from '../../api/types';
import { useMay, useMe } from '../../app/session';
import { t } from '../../i18n';
import { Field, SelectField, TextField, describedBy } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { fieldMessages, focusFirst, type Messages } from '../../ui/messages';
import { useColleagues } from '../lists/names';
import { localTime, tomorrowMorning } from './due';
import { addActivity, changeActivity, useRemove } from './queries';
import { kinds, kindWords } from './words';

interface ActivityDialogProps {
  /** The one to be changed; without it a new one. */
  activity?: Activity;
  subject?: string;
  customerId?: string;
  onClose: () => void;
}

function timeOf(at: string | null | undefined): string {
  return at ? localTime(new Date(at)) : '';
}

function formOf(activity: Activity | undefined, subject: string, me: string) {
  return {
    subject: activity?.subject ?? subject,
    kind: activity?.kind ?? 'task',
    due_at: activity ? timeOf(activity.due_at) : tomorrowMorning(),
    remind_at: timeOf(activity?.remind_at),
    assignee_id: activity?.assignee_id ?? me,
    body: activity?.body ?? '',
  };
}

type Form = ReturnType<typeof formOf>;

function bodyOf(form: Form) {
  const time = (text: string) => (text ? new Date(text).toISOString() : null);
  return { ...form, due_at: time(form.due_at), remind_at: time(form.remind_at), body: form.body || null };
}

function changeOf(before: Form, after: Form): Partial<ReturnType<typeof bodyOf>> {
  const entries = Object.entries(bodyOf(after)).filter(([name]) => before[name as keyof Form] !== after[name as keyof Form]);
  return Object.fromEntries(entries);
}

/** Something to do: what, when, by whom; tomorrow morning unless said otherwise, so that with a subject given Enter is all it takes. */
export function ActivityDialog({ activity, subject = '', customerId, onClose }: ActivityDialogProps) {
  const queries = useQueryClient();
  const me = useMe();
  const [before] = useState(() => formOf(activity, subject, me.account.id));
  const [form, setForm] = useState(before);
  const [key] = useState(() => crypto.randomUUID());
  const saving = useMutation({
    mutationFn: () => (activity ? changeActivity(activity, changeOf(before, form)) : addActivity({ ...bodyOf(form), customer_id: customerId ?? null }, key)),
    onSuccess: async () => {
      onClose();
      await Promise.all([['activities'], ['customers', 'timeline']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (error) => focusFirst(fieldMessages(error)),
  });
  const messages = saving.error ? fieldMessages(saving.error) : {};
  const stale = saving.error instanceof Refusal && saving.error.status === 412;
  return (
    <FormDialog
      title={activity ? t('activities.change') : t('activities.new')}
      pending={saving.isPending}
      error={stale ? new Error(t('activities.stale')) : saving.error}
      messages={messages}
      onSubmit={() => saving.mutate()}
      onClose={onClose}
      {...(activity ? { beside: <Remove activity={activity} onClose={onClose} /> } : {})}
    >
      <Fields form={form} messages={messages} onChange={(part) => setForm((now) => ({ ...now, ...part }))} />
    </FormDialog>
  );
}

function Fields({ form, messages, onChange }: { form: Form; messages: Messages; onChange: (part: Partial<Form>) => void }) {
  const kindChoices = kinds.map((kind) => ({ value: kind, label: t(kindWords[kind]) }));
  return (
    <>
      <TextField name="subject" label={t('activities.subject')} value={form.subject} message={messages['subject']} onChange={(text) => onChange({ subject: text })} className="whole" required />
      <SelectField name="kind" label={t('activities.kind')} value={form.kind} onChange={(kind) => onChange({ kind: kinds.find((each) => each === kind) ?? 'task' })} choices={kindChoices} />
      <SelectField name="assignee_id" label={t('activities.assignee')} value={form.assignee_id} message={messages['assignee_id']} onChange={(assignee_id) => onChange({ assignee_id })} choices={useAssignees(form.assignee_id)} />
      <TimeField name="due_at" label={t('activities.due_at')} value={form.due_at} message={messages['due_at']} onChange={(due_at) => onChange({ due_at })} />
      <TimeField name="remind_at" label={t('activities.remind_at')} value={form.remind_at} message={messages['remind_at']} onChange={(remind_at) => onChange({ remind_at })} />
      <Field name="body" label={t('activities.body')} message={messages['body']} optional className="whole">
        <textarea id="body" className="control" rows={3} dir="auto" value={form.body} onChange={(event) => onChange({ body: event.target.value })} {...describedBy('body', messages['body'])} />
      </Field>
    </>
  );
}

interface TimeFieldProps {
  name: string;
  label: string;
  value: string;
  message: string | undefined;
  onChange: (value: string) => void;
}

function TimeField({ name, label, value, message, onChange }: TimeFieldProps) {
  return (
    <Field name={name} label={label} message={message} optional>
      <input id={name} className="control" type="datetime-local" value={value} onChange={(event) => onChange(event.target.value)} {...describedBy(name, message)} />
    </Field>
  );
}

/* Oneself first; who it belongs to stays in the list even if it is nobody one knows. */
function useAssignees(chosen: string): { value: string; label: string }[] {
  const me = useMe();
  const others = useColleagues().choices.filter((colleague) => colleague.value !== me.account.id);
  const choices = [{ value: me.account.id, label: t('activities.myself') }, ...others];
  return choices.some((choice) => choice.value === chosen) ? choices : [...choices, { value: chosen, label: t('timeline.somebody') }];
}

function Remove({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const remove = useRemove();
  const mayDelete = useMay('activities.delete');
  if (!mayDelete) return null;
  const run = () => {
    remove.mutate(activity);
    onClose();
  };
  return (
    <button type="button" className="button danger" onClick={run}>
      {t('action.delete')}
    </button>
  );
}
