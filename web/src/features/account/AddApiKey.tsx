import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Profile } from '../../api/types';
import { currentLanguage, t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';
import type { Messages } from '../../ui/messages';
import { showToast } from '../../ui/toast';
import { apiKeyPermissions, apiKeys } from './queries';
import { SignInAgain } from './SignInAgain';

interface KeyForm {
  name: string;
  days: number;
  permissions: string[];
}

const lifetimes = [7, 30, 90, 180, 365];
const lasting = (days: number) => new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days);

/** A new key: what it may do and until when, with the password; then the key itself, this once. */
export function AddApiKey({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const queries = useQueryClient();
  const [form, setForm] = useState<KeyForm>({ name: '', days: 90, permissions: [] });
  const [made, setMade] = useState('');
  async function make() {
    setMade((await answerOf(api.POST('/me/api-keys', { body: form }))).key);
    void queries.invalidateQueries({ queryKey: apiKeys.queryKey });
  }
  if (made) return <MadeKey value={made} onClose={onClose} />;
  return (
    <SignInAgain title={t('keys.new')} action={t('keys.make')} profile={profile} act={make} onDone={() => undefined} onClose={onClose}>
      {(messages) => <KeyFields form={form} messages={messages} onChange={setForm} />}
    </SignInAgain>
  );
}

function KeyFields({ form, messages, onChange }: { form: KeyForm; messages: Messages; onChange: (form: KeyForm) => void }) {
  const { data } = useQuery(apiKeyPermissions);
  const toggle = (permission: string, wanted: boolean) => onChange({ ...form, permissions: wanted ? [...form.permissions, permission] : form.permissions.filter((each) => each !== permission) });
  return (
    <>
      <TextField name="key_name" label={t('keys.name')} required value={form.name} message={messages['name']} onChange={(name) => onChange({ ...form, name })} />
      <SelectField name="days" label={t('keys.days')} value={String(form.days)} message={messages['days']} choices={lifetimes.map((days) => ({ value: String(days), label: lasting(days) }))} onChange={(days) => onChange({ ...form, days: Number(days) })} />
      <fieldset className="whole checks">
        <legend className="label">{t('keys.permissions')}</legend>
        {data?.permissions.map((permission, index) => (
          <label key={permission} className="check">
            <input id={index === 0 ? 'permissions' : undefined} type="checkbox" checked={form.permissions.includes(permission)} onChange={(event) => toggle(permission, event.target.checked)} />
            <code>{permission}</code>
          </label>
        ))}
        {messages['permissions'] && <span className="message" role="alert">{messages['permissions']}</span>}
      </fieldset>
    </>
  );
} // prettier-ignore

function MadeKey({ value, onClose }: { value: string; onClose: () => void }) {
  async function copy() {
    await navigator.clipboard.writeText(value);
    showToast(t('codes.copied'));
  }
  return (
    <Dialog open title={t('keys.made')} onClose={onClose} closesOutside={false} size="small">
      <div className="form">
        <div className="form-body">
          <p className="whole">{t('keys.made_text')}</p>
          <p className="whole secret codes">{value}</p>
        </div>
        <div className="form-foot">
          <button type="button" className="button" onClick={() => void copy()}>
            {t('codes.copy')}
          </button>
          <button type="button" className="button primary" onClick={onClose}>
            {t('keys.kept')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
