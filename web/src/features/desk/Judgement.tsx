import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { DeskCase, DeskCaseChange } from '../../api/types';
import { t } from '../../i18n';
import { describedBy, Field, SelectField, TextField } from '../../ui/Field';
import type { Messages } from '../../ui/messages';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { deskCase } from './queries';
import { severities } from './words';

const texts = ['summary', 'details', 'introduced_version', 'fixed_version', 'changelog_line'] as const;
type Text = (typeof texts)[number];
type Form = Record<Text | 'severity' | 'credit', string>;

function formOf(found: DeskCase): Form {
  const said = Object.fromEntries(texts.map((name) => [name, found[name] ?? ''])) as Record<Text, string>;
  return { ...said, severity: found.severity ?? '', credit: found.credit == null ? '' : String(found.credit) };
}

function changeOf(form: Form): DeskCaseChange {
  const said = Object.fromEntries(texts.map((name) => [name, form[name].trim() || null])) as Record<Text, string | null>;
  return { ...said, severity: (form.severity || null) as DeskCaseChange['severity'] & (string | null), credit: form.credit === '' ? null : form.credit === 'true' };
}

/** What the desk says of a case: how bad it is, and all that is published of it. */
export function Judgement({ found }: { found: DeskCase }) {
  const queries = useQueryClient();
  const [form, setForm] = useState(() => formOf(found));
  const closed = found.state === 'credited';
  const saving = useSaving(
    (input: Form) => answerOf(api.PATCH('/desk-cases/{desk_case_id}', { params: { path: { desk_case_id: found.id }, header: atVersion(found) }, body: changeOf(input) })),
    (saved) => {
      showToast(t('desk.saved'));
      queries.setQueryData(deskCase(found.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['desk', 'cases'] });
    },
  );
  const changed = JSON.stringify(form) !== JSON.stringify(formOf(found));
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (changed) saving.save(form);
  }
  return (
    <form className="panel" aria-labelledby="judgement-title" onSubmit={submit} noValidate>
      <h2 id="judgement-title">{t('desk.judgement')}</h2>
      <p className="muted">{t('desk.judgement_text')}</p>
      <JudgementFields form={form} messages={saving.messages} closed={closed} onChange={setForm} />
      {saving.error && Object.keys(saving.messages).length === 0 && <p className="notice" role="alert">{messageOf(saving.error)}</p>}
      {!closed && (
        <div className="settings-foot">
          <button type="submit" className="button primary" disabled={!changed || saving.pending}>{t('action.save')}</button>
        </div>
      )}
    </form>
  );
} // prettier-ignore

interface FieldsProps {
  form: Form;
  messages: Messages;
  closed: boolean;
  onChange: (form: Form) => void;
}

function JudgementFields({ form, messages, closed, onChange }: FieldsProps) {
  const field = (name: keyof Form) => ({ name, value: form[name], message: messages[name], onChange: (value: string) => onChange({ ...form, [name]: value }) });
  const undecided = { value: '', label: t('desk.undecided') };
  return (
    <fieldset className="form-body flat" disabled={closed}>
      <SelectField label={t('desk.severity')} choices={[undecided, ...(['critical', 'high', 'medium', 'low'] as const).map((value) => ({ value, label: t(severities[value][1]) }))]} {...field('severity')} />
      <SelectField label={t('desk.credit')} choices={[undecided, { value: 'true', label: t('desk.credit_yes') }, { value: 'false', label: t('desk.credit_no') }]} {...field('credit')} />
      <TextField className="whole" label={t('desk.summary')} {...field('summary')} />
      <Field name="details" className="whole" label={t('desk.details')} message={messages['details']}>
        <textarea id="details" className="control" rows={4} dir="auto" value={form.details} onChange={(event) => onChange({ ...form, details: event.target.value })} {...describedBy('details', messages['details'])} />
      </Field>
      <TextField label={t('desk.introduced_version')} {...field('introduced_version')} />
      <TextField label={t('desk.fixed_version')} {...field('fixed_version')} />
      <TextField className="whole" label={t('desk.changelog_line')} {...field('changelog_line')} />
    </fieldset>
  );
} // prettier-ignore
