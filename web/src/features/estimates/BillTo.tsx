import type { Customer } from '../../api/types';
import { plural, t } from '../../i18n';
import { AddressLines } from '../../ui/AddressLines';

/** What the document takes from its customer. */
export function BillTo({ customer }: { customer: Customer | undefined }) {
  const billing = customer?.billing_address ?? customer?.address;
  return (
    <dl className="bill-to" aria-label={t('estimate.bill_to')}>
      <div className="fact">
        <dt>{t('estimate.bill_to')}</dt>
        <dd data-testid="bill-to">{billing ? <AddressLines address={billing} /> : <span className="muted">–</span>}</dd>
      </div>
      {customer?.shipping_address && (
        <div className="fact">
          <dt>{t('customer.shipping_address')}</dt>
          <dd>
            <AddressLines address={customer.shipping_address} />
          </dd>
        </div>
      )}
      <div className="fact">
        <dt>{t('customer.vat_number')}</dt>
        <dd>{customer?.vat_number ?? <span className="muted">–</span>}</dd>
      </div>
      <div className="fact">
        <dt>{t('customer.payment_terms')}</dt>
        <dd>{customer?.payment_terms_days == null ? <span className="muted">–</span> : plural('terms.days', customer.payment_terms_days)}</dd>
      </div>
    </dl>
  );
}
