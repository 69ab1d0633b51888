import { useRef, useState, type ClipboardEvent, type SyntheticEvent } from 'react';
import { messageOf } from '../../api/problem';
import type { Customer } from '../../api/types';
import type { GuildDefaults } from '../../app/guild';
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
  defaults: GuildDefaults;
  /** Whether the new customer is selected in a document. */
  selects: boolean;
  onChanged: (changed: boolean) => void;
  onDone: (customer: Customer) => void;
  /** After one that was saved and is to be followed by another. */
  onAnother: () => void;
  /** Pasting several at once instead; null where one customer is wanted, or something is typed already. */
  onSeveral: (() => void) | null;
  onCancel: () => void;
}

export function QuickForm({ name, defaults, selects, onChanged, onDone, onAnother, onSeveral, onCancel }: QuickFormProps) {
  const [first] = useState(() => emptyForm(name, defaults));
  const [form, setForm] = useState(first);
  const [beforePaste, setBeforePaste] = useState<Form | null>(null);
  const another = useRef(false);
  const saving = useQuickSave((customer) => (another.current ? onAnother() : onDone(customer)), selects);
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
    another.current = (event.nativeEvent as SubmitEvent).submitter?.id === 'add-another';
    saving.save(form);
  }
  const part = { form, messages, onChange: change, needs: needsOf(defaults, form) };
  return (
    <form className="form" onSubmit={submit} onPasteCapture={paste} noValidate>
      <div className="form-body">
        <PasteNote form={form} before={beforePaste} onUndo={(before) => { change(before); setBeforePaste(null); }} onSeveral={onSeveral} />
        <CompanyFields {...part} />
        <Hints form={form} onUse={onDone} />
        <ContactFields {...part} />
        <Addresses {...part} firstCountry={defaults.country} />
        {saving.error && Object.keys(messages).length === 0 && <p className="notice whole" role="alert">{messageOf(saving.error)}</p>}
      </div>
      <Foot pending={saving.pending} selects={selects} onCancel={onCancel} />
    </form>
  );
} // prettier-ignore

/* Enter presses the first button that submits: the one that shall be pressed stands first, and last on the screen. */
function Foot({ pending, selects, onCancel }: { pending: boolean; selects: boolean; onCancel: () => void }) {
  return (
    <div className="form-foot reversed">
      <button type="submit" className="button primary" disabled={pending}>
        {selects ? t('quick.create_and_select') : t('quick.create')}
      </button>
      {!selects && (
        <button type="submit" id="add-another" className="button" disabled={pending}>
          {t('quick.create_another')}
        </button>
      )}
      <button type="button" className="button" onClick={onCancel}>
        {t('action.cancel')}
      </button>
    </div>
  );
}

interface PasteNoteProps {
  form: Form;
  before: Form | null;
  onUndo: (before: Form) => void;
  onSeveral: (() => void) | null;
}

function PasteNote({ form, before, onUndo, onSeveral }: PasteNoteProps) {
  return (
    <p className="paste-note whole" role="status">
      {before ? plural('quick.filled', countFilled(before, form)) : t('quick.paste')}
      {before && (
        <button type="button" className="button quiet" onClick={() => onUndo(before)}>
          {t('action.undo')}
        </button>
      )}
      {!before && onSeveral && (
        <button type="button" className="link" onClick={onSeveral}>
          {t('quick.several')}
        </button>
      )}
    </p>
  );
}

interface PartProps {
  form: Form;
  messages: Messages;
  onChange: (form: Form) => void;
  /** Whether the guild asks for a field. */
  needs: (field: string) => boolean;
}

/* A phone number that is asked for is the person's own where there is no company. */
function needsOf({ required, phoneWillDo }: GuildDefaults, { private_person }: Form): (field: string) => boolean {
  return (field) => (field === 'contact.email' ? !phoneWillDo : required.includes(field) || (field === 'contact.phone' && private_person && required.includes('phone')));
}

function CompanyFields({ form, messages, onChange, needs }: PartProps) {
  const field = (part: 'company_name' | 'vat_number' | 'phone' | 'website') => ({
    name: part,
    value: form[part],
    message: messages[part],
    onChange: (value: string) => onChange({ ...form, [part]: value }),
  });
  const asked = (part: 'vat_number' | 'phone' | 'website') => ({ ...field(part), ...markOf(needs(part)) });
  return (
    <>
      {!form.private_person && <TextField label={t('quick.company_name')} required className="two-thirds" {...field('company_name')} />}
      <label className={form.private_person ? 'check whole' : 'check third level'}>
        <input type="checkbox" role="switch" checked={form.private_person} onChange={(event) => onChange({ ...form, private_person: event.target.checked })} />
        {t('quick.private_person')}
      </label>
      {!form.private_person && (
        <>
          <TextField label={t('customer.vat_number')} className="third" {...asked('vat_number')} />
          <TextField label={t('customer.phone')} type="tel" className="third" {...asked('phone')} />
          <TextField label={t('customer.website')} type="url" className="third" {...asked('website')} />
        </>
      )}
    </>
  );
}

function markOf(needed: boolean) {
  return needed ? { required: true } : { optional: true };
}

function ContactFields({ form, messages, onChange, needs }: PartProps) {
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
      <TextField label={t('contact.title')} className="third" {...markOf(needs('contact.title'))} {...field('title')} />
      <TextField label={t('contact.email')} type="email" {...markOf(needs('contact.email'))} {...field('email')} />
      <TextField label={t('contact.phone')} type="tel" {...markOf(needs('contact.phone'))} {...field('phone')} />
    </fieldset>
  );
}

function Addresses({ form, messages, onChange, needs, firstCountry }: PartProps & { firstCountry: string }) {
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
        <TextField label={t('address.street')} required={needs('address')} className="two-thirds" {...address('street')} />
        <TextField label={t('address.postal_code')} className="third" {...address('postal_code')} />
        <TextField label={t('address.city')} required={needs('address')} className="third" {...address('city')} />
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
