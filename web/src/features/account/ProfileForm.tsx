import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Profile } from '../../api/types';
import { chooseTheme, themes, type Theme } from '../../app/theme';
import { chooseLanguage, t, type Key } from '../../i18n';
import { isLanguage, languages } from '../../i18n/languages';
import { AddressFields } from '../../ui/AddressFields';
import { addressForm, addressOf, type AddressForm } from '../../ui/address_form';
import { SelectField, TextField } from '../../ui/Field';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { profile as profileQuery } from './queries';

export const themeNames: Record<Theme, Key> = { system: 'theme.system', light: 'theme.light', dark: 'theme.dark' };

interface Form {
  name: string;
  phone: string;
  address: AddressForm;
  language: string;
  theme: Theme;
}

function formOf(profile: Profile): Form {
  return { name: profile.name, phone: profile.phone ?? '', address: addressForm(profile.address), language: profile.language, theme: profile.theme };
}

/** Who one is, and how one likes to see things: kept with the account, wherever one signs in. */
export function ProfileForm({ profile }: { profile: Profile }) {
  const queries = useQueryClient();
  const [form, setForm] = useState(() => formOf(profile));
  const changed = JSON.stringify(form) !== JSON.stringify(formOf(profile));
  const saving = useSaving(
    ({ name, phone, address, language, theme }: Form) =>
      answerOf(api.PATCH('/me/profile', { params: { header: atVersion(profile) }, body: { name, phone: phone || null, address: addressOf(address), language, theme } })),
    (saved) => {
      queries.setQueryData(profileQuery.queryKey, saved);
      showToast(t('settings.saved'));
      chooseTheme(saved.theme);
      if (saved.language !== profile.language && isLanguage(saved.language)) void chooseLanguage(saved.language);
    },
  );
  const field = (name: 'name' | 'phone' | 'language') => ({ name, value: form[name], message: saving.messages[name], onChange: (value: string) => setForm({ ...form, [name]: value }) });
  const spoken = Object.entries(languages).map(([value, label]) => ({ value, label }));
  const tongues = isLanguage(form.language) ? spoken : [...spoken, { value: form.language, label: form.language }];
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    saving.save(form);
  }
  return (
    <section className="panel" aria-labelledby="profile-title">
      <h2 id="profile-title">{t('account.profile')}</h2>
      <form onSubmit={submit} noValidate>
        <div className="form-body flat">
          <TextField label={t('person.name')} required autoComplete="name" className="whole" {...field('name')} />
          <TextField label={t('contact.phone')} type="tel" optional autoComplete="tel" className="whole" {...field('phone')} />
          <AddressFields name="address" legend={t('customer.address')} value={form.address} messages={saving.messages} onChange={(address) => setForm({ ...form, address })} />
          <SelectField label={t('language.label')} choices={tongues} {...field('language')} />
          <SelectField name="theme" label={t('theme.label')} value={form.theme} message={saving.messages['theme']} choices={themes.map((theme) => ({ value: theme, label: t(themeNames[theme]) }))} onChange={(theme) => setForm({ ...form, theme: theme as Theme })} />
          {saving.error && Object.keys(saving.messages).length === 0 && <p className="notice whole" role="alert">{messageOf(saving.error)}</p>}
          <div className="whole settings-foot">
            <button type="submit" className="button primary" disabled={!changed || saving.pending}>{t('action.save')}</button>
          </div>
        </div>
      </form>
    </section>
  );
} // prettier-ignore
