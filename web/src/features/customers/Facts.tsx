import type { ReactNode } from 'react';
import type { Customer } from '../../api/types';
import { useMay } from '../../app/session';
import { currentLanguage, plural, t, type Key } from '../../i18n';
import { countryChoices, countryName, currencyChoices, languageName } from '../../i18n/places';
import { EditInPlace } from '../../ui/EditInPlace';
import { Time } from '../../ui/Time';
import { AddressFact } from './AddressFact';
import { useCustomerChange, type Clash } from './change';
import { statuses, statusNames } from './status';
import { shownValue } from './timeline_words';

type Texts = 'external_id' | 'vat_number' | 'phone' | 'website';
type Fields = ReturnType<typeof useCustomerChange>;

const kinds = [
  { value: 'company', label: 'customer.kind.company' },
  { value: 'person', label: 'customer.kind.person' },
] as const satisfies { value: Customer['kind']; label: Key }[];

/** What is known of a customer, each fact to be changed where it stands. */
export function Facts({ customer }: { customer: Customer }) {
  const fields = useCustomerChange(customer);
  const editable = useMay('customers.update');
  const fact = { customer, fields, editable };
  return (
    <section className="panel" aria-label={t('customer.facts')}>
      {fields.clash && <ClashNote clash={fields.clash} onKeepMine={fields.keepMine} onTakeTheirs={fields.takeTheirs} />}
      <dl className="facts">
        <Name {...fact} />
        <Choice {...fact} name="status" label={t('customer.status')} choices={statuses.map((value) => ({ value, label: t(statusNames[value]) }))} />
        <Choice {...fact} name="kind" label={t('customer.kind')} choices={kinds.map(({ value, label }) => ({ value, label: t(label) }))} />
        <Text {...fact} name="vat_number" label={t('customer.vat_number')} />
        <Text {...fact} name="phone" label={t('customer.phone')} kind="tel" />
        <Text {...fact} name="website" label={t('customer.website')} kind="url" beside={<WebsiteLink address={customer.website} />} />
        <Choice {...fact} name="country" label={t('address.country')} shown={countryName(customer.country)} choices={optional(countryChoices(currentLanguage()))} />
        <Choice {...fact} name="currency" label={t('customer.currency')} shown={customer.currency} choices={currencyChoices(currentLanguage())} />
        <Choice {...fact} name="language" label={t('customer.language')} shown={languageName(customer.language)} choices={optional(languageChoices(customer.language))} />
        <Terms {...fact} />
        <Text {...fact} name="external_id" label={t('customer.external_id')} />
        {(['address', 'billing_address', 'shipping_address'] as const).map((name) => (
          <AddressFact key={name} name={name} address={customer[name]} editable={editable} message={fields.refusals[name]} onSave={(address) => fields.change(name, { [name]: address })} />
        ))}
        <Fact label={t('record.updated')}>
          <Time at={customer.updated_at} />
        </Fact>
      </dl>
    </section>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface FactProps {
  customer: Customer;
  fields: Fields;
  editable: boolean;
}

function Name({ customer, fields, editable }: FactProps) {
  return (
    <Fact label={t('customer.name')}>
      <EditInPlace name="name" label={t('customer.name')} value={customer.name} editable={editable} message={fields.refusals.name} onSave={(name) => fields.change('name', { name })} />
    </Fact>
  );
}

function Text({ customer, fields, editable, name, label, kind = 'text', beside }: FactProps & { name: Texts; label: string; kind?: 'text' | 'tel' | 'url'; beside?: ReactNode }) {
  return (
    <Fact label={label}>
      <EditInPlace name={name} label={label} kind={kind} value={customer[name] ?? ''} editable={editable} message={fields.refusals[name]} onSave={(value) => fields.change(name, { [name]: value || null })} />
      {beside}
    </Fact>
  );
}

interface ChoiceProps extends FactProps {
  name: 'status' | 'kind' | 'country' | 'currency' | 'language';
  label: string;
  shown?: string;
  choices: { value: string; label: string }[];
}

function Choice({ customer, fields, editable, name, label, shown, choices }: ChoiceProps) {
  return (
    <Fact label={label}>
      <EditInPlace
        name={name}
        label={label}
        value={customer[name] ?? ''}
        {...(shown === undefined ? {} : { shown })}
        choices={choices}
        editable={editable}
        message={fields.refusals[name]}
        onSave={(value) => fields.change(name, { [name]: value || null })}
      />
    </Fact>
  );
}

function Terms({ customer, fields, editable }: FactProps) {
  const save = (value: string) => fields.change('payment_terms_days', { payment_terms_days: /^\d+$/.test(value) ? Number(value) : -1 });
  return (
    <Fact label={t('customer.payment_terms')}>
      <EditInPlace
        name="payment_terms_days"
        label={t('customer.payment_terms_days')}
        kind="number"
        value={String(customer.payment_terms_days)}
        shown={customer.payment_terms_days < 0 ? '' : plural('terms.days', customer.payment_terms_days)}
        editable={editable}
        message={fields.refusals.payment_terms_days}
        onSave={save}
      />
    </Fact>
  );
}

/* Two people at one fact: nobody overwrites the other unasked. */
function ClashNote({ clash, onKeepMine, onTakeTheirs }: { clash: Clash; onKeepMine: () => void; onTakeTheirs: () => void }) {
  return (
    <div className="notice gold clash" role="alert">
      <p>{t('customer.clash', { theirs: shownValue(clash.field, clash.theirs[clash.field]), mine: shownValue(clash.field, clash.mine[clash.field]) })}</p>
      <button type="button" className="button" onClick={onKeepMine}>
        {t('edit.keep_mine')}
      </button>
      <button type="button" className="button" onClick={onTakeTheirs}>
        {t('edit.take_theirs')}
      </button>
    </div>
  );
}

/* Only what is surely a web address becomes a link: a record is other people's text. */
function WebsiteLink({ address }: { address: string | null | undefined }) {
  const url = address && /^https?:\/\//i.test(address) ? URL.parse(address) : null;
  if (!url) return null;
  return (
    <a className="beside" href={url.href} target="_blank" rel="noopener noreferrer">
      {t('customer.visit')}
    </a>
  );
}

function optional(choices: { value: string; label: string }[]) {
  return [{ value: '', label: '–' }, ...choices];
}

const usualLanguages = ['ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ko', 'lt', 'lv', 'nl', 'no', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl', 'sr', 'sv', 'th', 'tr', 'uk', 'vi', 'zh'];

function languageChoices(own: string | null | undefined) {
  const tags = own && !usualLanguages.includes(own) ? [own, ...usualLanguages] : usualLanguages;
  const order = new Intl.Collator(currentLanguage());
  return tags.map((value) => ({ value, label: languageName(value) })).sort((a, b) => order.compare(a.label, b.label));
}
