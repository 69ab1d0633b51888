import { useState, type ClipboardEvent, type SyntheticEvent } from 'react';
import { messageOf } from '../../api/problem';
import type { Customer } from '../../api/types';
import { currentLanguage, plural, t } from '../../i18n';
import { currencyChoices, usualCurrency } from '../../i18n/places';
import { AddressFields, countriesFrom } from '../../ui/AddressFields';
import { Choose } from '../../ui/Choose';
import { SelectField, TextField } from '../../ui/Field';
import { fieldMessages, type Messages } from '../../ui/messages';
import { countFilled, emptyForm, filledFrom, isChanged, type QuickForm as Form } from './form';
import { Hints } from './Hints';
import { looksLikeSignature, readSignature } from './signature/signature';
import { useQuickSave } from './save';

interface QuickFormProps {
  name: string;
  defaults: { country: string; currency: string };
  /** Whether the new customer is selected in a document. */
  selects: boolean;
  onChanged: (changed: boolean) => void;
  onDone: (customer: Customer) => void;
  onCancel: () => void;
}

export function QuickForm({ name, defaults, selects, onChanged, onDone, onCancel }: QuickFormProps) {
  const [first] = useState(() => emptyForm(name, defaults));
  const [form, setForm] = useState(first);
  const [beforePaste, setBeforePaste] = useState<Form | null>(null);
  const saving = useQuickSave(onDone, selects);
  const messages = fieldMessages(saving.error);
  function change(next: Form) {
    setForm(next);
    onChanged(isChanged(next, first));
  }
  function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text/plain');
    if (!looksLikeSignature(text)) return;
    event.preventDefault();
    setBeforePaste(form);
    change(filledFrom(form, readSignature(text), usualCurrency));
  }
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    saving.save(form);
  }
  return (
    <form className="form" onSubmit={submit} onPasteCapture={paste} noValidate>
      <div className="form-body">
        <PasteNote form={form} before={beforePaste} onUndo={(before) => { change(before); setBeforePaste(null); }} />
        <CompanyFields form={form} messages={messages} onChange={change} />
        <Hints form={form} onUse={onDone} />
        <ContactFields form={form} messages={messages} onChange={change} />
        <Addresses form={form} messages={messages} onChange={change} firstCountry={defaults.country} />
        {saving.error && Object.keys(messages).length === 0 && <p className="notice whole" role="alert">{messageOf(saving.error)}</p>}
      </div>
      <div className="form-foot">
        <button type="button" className="button" onClick={onCancel}>{t('action.cancel')}</button>
        <button type="submit" className="button primary" disabled={saving.pending}>
          {selects ? t('quick.create_and_select') : t('quick.create')}
        </button>
      </div>
    </form>
  );
} // prettier-ignore

function PasteNote({ form, before, onUndo }: { form: Form; before: Form | null; onUndo: (before: Form) => void }) {
  return (
    <p className="paste-note whole" role="status">
      {before ? plural('quick.filled', countFilled(before, form)) : t('quick.paste')}
      {before && (
        <button type="button" className="button quiet" onClick={() => onUndo(before)}>
          {t('action.undo')}
        </button>
      )}
    </p>
  );
}

interface PartProps {
  form: Form;
  messages: Messages;
  onChange: (form: Form) => void;
}

function CompanyFields({ form, messages, onChange }: PartProps) {
  const field = (part: 'company_name' | 'vat_number' | 'phone' | 'website') => ({
    name: part,
    value: form[part],
    message: messages[part],
    onChange: (value: string) => onChange({ ...form, [part]: value }),
  });
  return (
    <>
      {!form.private_person && <TextField label={t('quick.company_name')} required className="two-thirds" {...field('company_name')} />}
      <label className={form.private_person ? 'check whole' : 'check third level'}>
        <input type="checkbox" role="switch" checked={form.private_person} onChange={(event) => onChange({ ...form, private_person: event.target.checked })} />
        {t('quick.private_person')}
      </label>
      {!form.private_person && (
        <>
          <TextField label={t('customer.vat_number')} optional className="third" {...field('vat_number')} />
          <TextField label={t('customer.phone')} type="tel" optional className="third" {...field('phone')} />
          <TextField label={t('customer.website')} type="url" optional className="third" {...field('website')} />
        </>
      )}
    </>
  );
}

function ContactFields({ form, messages, onChange }: PartProps) {
  const field = (part: keyof Form['contact']) => ({
    name: `contact.${part}`,
    value: form.contact[part],
    message: messages[`contact.${part}`],
    onChange: (value: string) => onChange({ ...form, contact: { ...form.contact, [part]: value } }),
  });
  return (
    <fieldset className="address-fields whole">
      <legend className="label">{t('quick.contact')}</legend>
      <TextField label={t('contact.first_name')} required className="third" {...field('first_name')} />
      <TextField label={t('contact.last_name')} required className="third" {...field('last_name')} />
      <TextField label={t('contact.title')} optional className="third" {...field('title')} />
      <TextField label={t('contact.email')} type="email" required {...field('email')} />
      <TextField label={t('contact.phone')} type="tel" optional {...field('phone')} />
    </fieldset>
  );
}

function Addresses({ form, messages, onChange, firstCountry }: PartProps & { firstCountry: string }) {
  const address = (part: 'street' | 'city' | 'region' | 'postal_code') => ({
    name: `address.${part}`,
    value: form.address[part],
    message: messages[`address.${part}`],
    onChange: (value: string) => onChange({ ...form, address: { ...form.address, [part]: value } }),
  });
  return (
    <>
      <fieldset className="address-fields whole">
        <legend className="label">{t('customer.address')}</legend>
        <TextField label={t('address.street')} className="two-thirds" {...address('street')} />
        <TextField label={t('address.postal_code')} className="third" {...address('postal_code')} />
        <TextField label={t('address.city')} className="third" {...address('city')} />
        <TextField label={t('address.region')} className="third" {...address('region')} />
        <Choose name="country" className="third" label={t('address.country')} choices={countriesFrom(firstCountry)} value={form.country} message={messages['country']} onChange={(country) => onChange({ ...form, country })} />
      </fieldset>
      <SelectField
        name="currency"
        className="third"
        label={t('customer.currency')}
        message={messages['currency']}
        value={form.currency}
        choices={currencyChoices(currentLanguage())}
        onChange={(currency) => onChange({ ...form, currency })}
      />
      <label className="check two-thirds level">
        <input type="checkbox" role="switch" checked={form.billing_same_as_address} onChange={(event) => onChange({ ...form, billing_same_as_address: event.target.checked })} />
        {t('quick.billing_same')}
      </label>
      {!form.billing_same_as_address && <AddressFields name="billing_address" legend={t('customer.billing_address')} value={form.billing_address} messages={messages} firstCountry={firstCountry} onChange={(billing_address) => onChange({ ...form, billing_address })} />}
      <label className="check whole">
        <input type="checkbox" role="switch" checked={form.ships_elsewhere} onChange={(event) => onChange({ ...form, ships_elsewhere: event.target.checked })} />
        {t('quick.ships_elsewhere')}
      </label>
      {form.ships_elsewhere && <AddressFields name="shipping_address" legend={t('customer.shipping_address')} value={form.shipping_address} messages={messages} firstCountry={firstCountry} onChange={(shipping_address) => onChange({ ...form, shipping_address })} />}
    </>
  );
}
