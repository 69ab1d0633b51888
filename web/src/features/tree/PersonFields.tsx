import { t } from '../../i18n';
import { describedBy, Field, TextField } from '../../ui/Field';
import type { Messages } from '../../ui/messages';

export interface PersonForm {
  name: string;
  email: string;
  password: string;
}

export const emptyPerson: PersonForm = { name: '', email: '', password: '' };

/** What is sent of somebody new. Who has an account already that one sees joins with it: then there is no password to give. */
export function accountOf({ name, email, password }: PersonForm) {
  return { name: name.trim(), email: email.trim(), ...(password === '' ? {} : { password }) };
}

interface PersonFieldsProps {
  form: PersonForm;
  messages: Messages;
  onChange: (form: PersonForm) => void;
}

/** Who somebody new is, and a first password to hand over. */
export function PersonFields({ form, messages, onChange }: PersonFieldsProps) {
  return (
    <>
      <TextField name="name" label={t('person.name')} required value={form.name} message={messages['name']} onChange={(name) => onChange({ ...form, name })} />
      <TextField name="email" label={t('contact.email')} type="email" required value={form.email} message={messages['email']} onChange={(email) => onChange({ ...form, email })} />
      <Field name="password" label={t('person.password')} message={messages['password']} className="whole">
        <input
          id="password"
          className="control"
          type="text"
          value={form.password}
          autoComplete="new-password"
          spellCheck={false}
          onChange={(event) => onChange({ ...form, password: event.target.value })}
          {...describedBy('password', messages['password'])}
        />
        <span className="help">{t('person.password_help')}</span>
      </Field>
    </>
  );
}
