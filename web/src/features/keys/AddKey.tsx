import { useState } from 'react';
import type { Profile } from '../../api/types';
import { currentLanguage, t } from '../../i18n';
import { SelectField, TextField } from '../../ui/Field';
import type { Messages } from '../../ui/messages';
import { SignInAgain } from '../account/SignInAgain';
import { rightName } from '../roles/rights';
import { MadeKey } from './MadeKey';

export interface KeyForm {
  name: string;
  days: number;
  permissions: string[];
}

interface AddKeyProps {
  title: string;
  action: string;
  profile: Profile;
  /** What the key may be given. */
  permissions: string[] | undefined;
  /** Those that are ticked from the beginning. */
  ticked?: string[];
  /** Makes the key and brings its text. */
  make: (form: KeyForm) => Promise<string>;
  onClose: () => void;
}

const lifetimes = [7, 30, 90, 180, 365];
const lasting = (days: number) => new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days);

/** A new key: what it may do and until when, with the password; then the key itself, this once. */
export function AddKey({ title, action, profile, permissions, ticked = [], make, onClose }: AddKeyProps) {
  const [form, setForm] = useState<KeyForm>({ name: '', days: 90, permissions: ticked });
  const [made, setMade] = useState('');
  if (made) return <MadeKey value={made} onClose={onClose} />;
  return (
    <SignInAgain title={title} action={action} profile={profile} act={async () => setMade(await make(form))} onDone={() => undefined} onClose={onClose}>
      {(messages) => <KeyFields form={form} permissions={permissions} messages={messages} onChange={setForm} />}
    </SignInAgain>
  );
}

interface KeyFieldsProps {
  form: KeyForm;
  permissions: string[] | undefined;
  messages: Messages;
  onChange: (form: KeyForm) => void;
}

function KeyFields({ form, permissions, messages, onChange }: KeyFieldsProps) {
  const toggle = (permission: string, wanted: boolean) => onChange({ ...form, permissions: wanted ? [...form.permissions, permission] : form.permissions.filter((each) => each !== permission) });
  return (
    <>
      <TextField name="key_name" label={t('keys.name')} required value={form.name} message={messages['name']} onChange={(name) => onChange({ ...form, name })} />
      <SelectField name="days" label={t('keys.days')} value={String(form.days)} message={messages['days']} choices={lifetimes.map((days) => ({ value: String(days), label: lasting(days) }))} onChange={(days) => onChange({ ...form, days: Number(days) })} />
      <fieldset className="whole checks">
        <legend className="label">{t('keys.permissions')}</legend>
        {permissions?.map((permission, index) => (
          <label key={permission} className="check">
            <input id={index === 0 ? 'permissions' : undefined} type="checkbox" checked={form.permissions.includes(permission)} onChange={(event) => toggle(permission, event.target.checked)} />
            <span className="right-name">
              {rightName(permission)} <code className="muted">{permission}</code>
            </span>
          </label>
        ))}
        {messages['permissions'] && <span className="message" role="alert">{messages['permissions']}</span>}
      </fieldset>
    </>
  );
} // prettier-ignore
