import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Guild } from '../../api/types';
import { guildById } from '../../app/guild';
import { currentLanguage, t, type Key } from '../../i18n';
import { languageChoices, currencyChoices } from '../../i18n/places';
import { countriesFrom } from '../../ui/AddressFields';
import { Choose } from '../../ui/Choose';
import { SelectField, TextField } from '../../ui/Field';
import { Help } from '../../ui/Help';
import { useSaving, type Saving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { GuildSecurity, type SecurityForm } from './GuildSecurity';

type CustomerField = Guild['required_customer_fields'][number];

const fieldNames: [CustomerField, Key][] = [
  ['vat_number', 'customer.vat_number'],
  ['phone', 'customer.phone'],
  ['website', 'customer.website'],
  ['address', 'customer.address'],
  ['contact.title', 'contact.title'],
  ['contact.phone', 'preset.contact_phone'],
];

interface SettingsForm extends SecurityForm {
  name: string;
  country: string;
  currency: string;
  language: string;
  payment_terms_days: string;
  require_email_or_phone: boolean;
  required_customer_fields: CustomerField[];
}

function formOf(guild: Guild): SettingsForm {
  const { name, country, currency, language, require_email_or_phone, required_customer_fields, second_factor_required, session_idle_minutes, session_absolute_minutes } = guild;
  const presets = { require_email_or_phone, required_customer_fields };
  return { name, country, currency, language, payment_terms_days: String(guild.payment_terms_days), ...presets, second_factor_required, session_idle_minutes, session_absolute_minutes };
}

/** What a guild's documents and forms begin with, and what it asks of a quick customer. */
export function GuildSettings({ guild }: { guild: Guild }) {
  const queries = useQueryClient();
  const [form, setForm] = useState(() => formOf(guild));
  const saving = useSaving(
    (input: SettingsForm) => answerOf(api.PATCH('/guilds/{guild_id}', { params: { path: { guild_id: guild.id }, header: atVersion(guild) }, body: { ...input, payment_terms_days: Number(input.payment_terms_days) } })),
    (saved) => {
      showToast(t('settings.saved'));
      queries.setQueryData(guildById(guild.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['tree'] });
    },
  );
  const changed = JSON.stringify(form) !== JSON.stringify(formOf(guild));
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    saving.save(form);
  }
  return (
    <form className="record" onSubmit={submit} noValidate>
      <div className="record-body single settings">
        <Basics form={form} saving={saving} onChange={setForm} />
        <Presets form={form} onChange={setForm} />
        <GuildSecurity form={form} messages={saving.messages} onChange={(security) => setForm({ ...form, ...security })} />
        {saving.error && Object.keys(saving.messages).length === 0 && <p className="notice" role="alert">{messageOf(saving.error)}</p>}
        <div className="settings-foot">
          {changed && <button type="button" className="button" onClick={() => setForm(formOf(guild))}>{t('action.cancel')}</button>}
          <button type="submit" className="button primary" disabled={!changed || saving.pending}>{t('action.save')}</button>
        </div>
      </div>
    </form>
  );
} // prettier-ignore

interface PartProps {
  form: SettingsForm;
  onChange: (form: SettingsForm) => void;
}

function Basics({ form, saving, onChange }: PartProps & { saving: Saving<SettingsForm> }) {
  const field = (name: 'name' | 'country' | 'currency' | 'language' | 'payment_terms_days') => ({
    name,
    value: form[name],
    message: saving.messages[name],
    onChange: (value: string) => onChange({ ...form, [name]: value }),
  });
  return (
    <section className="panel" aria-labelledby="settings-title">
      <div className="panel-head">
        <h2 id="settings-title">{t('settings.basics')}</h2>
        <Help about={t('word.guild')}>{t('help.guild')}</Help>
      </div>
      <p className="muted">{t('settings.basics_text')}</p>
      <div className="form-body flat">
        <TextField label={t('guild.name')} required className="whole" {...field('name')} />
        <Choose label={t('address.country')} choices={countriesFrom(form.country)} {...field('country')} />
        <SelectField label={t('customer.currency')} choices={currencyChoices(currentLanguage())} {...field('currency')} />
        <SelectField label={t('settings.customer_language')} choices={languageChoices(currentLanguage(), form.language)} {...field('language')} />
        <TextField label={t('customer.payment_terms_days')} inputMode="numeric" {...field('payment_terms_days')} />
      </div>
    </section>
  );
}

function Presets({ form, onChange }: PartProps) {
  const required = form.required_customer_fields;
  const toggle = (name: CustomerField, wanted: boolean) =>
    onChange({ ...form, required_customer_fields: fieldNames.map(([field]) => field).filter((field) => (field === name ? wanted : required.includes(field))) });
  return (
    <section className="panel" aria-labelledby="presets-title">
      <h2 id="presets-title">{t('preset.title')}</h2>
      <p className="muted">{t('preset.text')}</p>
      <fieldset className="checks">
        <legend className="label">{t('preset.required')}</legend>
        {fieldNames.map(([name, label]) => (
          <label key={name} className="check">
            <input type="checkbox" checked={required.includes(name)} onChange={(event) => toggle(name, event.target.checked)} />
            {t(label)}
          </label>
        ))}
      </fieldset>
      <label className="check">
        <input type="checkbox" role="switch" checked={form.require_email_or_phone} onChange={(event) => onChange({ ...form, require_email_or_phone: event.target.checked })} />
        {t('preset.email_or_phone')}
      </label>
    </section>
  );
}
