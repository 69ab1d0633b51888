import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { messageOf, Refusal } from '../../api/problem';
import type { Address, Customer } from '../../api/types';
import { Missing } from '../../app/Missing';
import { useMay } from '../../app/session';
import { useTitle } from '../../app/title';
import { currentLanguage, plural, t, withWords } from '../../i18n';
import { addressForm } from '../../ui/address_form';
import { AddressLines } from '../../ui/AddressLines';
import { Time } from '../../ui/Time';
import { CustomerActivities } from '../activities/CustomerActivities';
import { Contacts } from './Contacts';
import { CustomerEstimates } from './CustomerEstimates';
import { CustomerTags } from './CustomerTags';
import { Notes } from './Notes';
import { customerById } from './queries';
import { StatusChip } from './status';

const CustomerEdit = lazy(() => withWords(import('./CustomerEdit')).then((module) => ({ default: module.CustomerEdit })));
const route = getRouteApi('/customers/$customerId');

export function CustomerPage() {
  const { customerId } = route.useParams();
  const { data: customer, error } = useQuery(customerById(customerId));
  const [editing, setEditing] = useState(false);
  const mayEdit = useMay('customers.update');
  useTitle(customer?.name ?? t('nav.customers'));
  if (error instanceof Refusal && error.status === 404) return <Missing />;
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!customer) return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
  return (
    <article className="record">
      <header className="page-head">
        <div>
          <Link to="/customers" className="crumb">
            {t('nav.customers')}
          </Link>
          <h1>{customer.name}</h1>
        </div>
        <StatusChip status={customer.status} />
        <CustomerTags customer={customer} />
        <span className="spacer" />
        {mayEdit && (
          <button type="button" className="button" onClick={() => setEditing(true)}>
            {t('action.edit')}
          </button>
        )}
      </header>
      <div className="record-body">
        <Facts customer={customer} />
        <div className="record-side">
          <CustomerActivities customerId={customer.id} name={customer.name} />
          <Contacts customerId={customer.id} />
          <CustomerEstimates customerId={customer.id} />
          <Notes customerId={customer.id} />
        </div>
      </div>
      <Suspense>{editing && <CustomerEdit customer={customer} onClose={() => setEditing(false)} />}</Suspense>
    </article>
  );
}

function Facts({ customer }: { customer: Customer }) {
  return (
    <section className="panel" aria-label={t('customer.facts')}>
      <dl className="facts">
        <Fact label={t('customer.kind')} value={customer.kind === 'person' ? t('customer.kind.person') : t('customer.kind.company')} />
        <Fact label={t('customer.vat_number')} value={customer.vat_number} />
        <Fact label={t('customer.phone')} value={customer.phone} />
        <Website address={customer.website} />
        <Fact label={t('customer.currency')} value={customer.currency} />
        <Fact label={t('customer.language')} value={customer.language && languageName(customer.language)} />
        <Fact label={t('customer.payment_terms')} value={plural('terms.days', customer.payment_terms_days)} />
        <Place label={t('customer.address')} address={customer.address} />
        {isSame(customer.address, customer.billing_address) ? <Fact label={t('customer.billing_address')} value={t('customer.same_address')} /> : <Place label={t('customer.billing_address')} address={customer.billing_address} />}
        <Place label={t('customer.shipping_address')} address={customer.shipping_address} />
        <div className="fact">
          <dt>{t('record.updated')}</dt>
          <dd>
            <Time at={customer.updated_at} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function isSame(one: Address | null | undefined, other: Address | null | undefined): boolean {
  return one != null && JSON.stringify(addressForm(one)) === JSON.stringify(addressForm(other));
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(currentLanguage(), { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function Fact({ label, value }: { label: string; value: string | null | undefined }) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd dir="auto">{value ?? <span className="muted">–</span>}</dd>
    </div>
  );
}

/* Only what is surely a web address becomes a link: a record is other people's text. */
function Website({ address }: { address: string | null | undefined }) {
  const url = address && /^https?:\/\//i.test(address) ? URL.parse(address) : null;
  return (
    <div className="fact">
      <dt>{t('customer.website')}</dt>
      <dd>
        {url ? (
          <a href={url.href} target="_blank" rel="noopener noreferrer">
            {address}
          </a>
        ) : (
          (address ?? <span className="muted">–</span>)
        )}
      </dd>
    </div>
  );
}

function Place({ label, address }: { label: string; address: Address | null | undefined }) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd dir="auto">{address ? <AddressLines address={address} /> : <span className="muted">–</span>}</dd>
    </div>
  );
}
