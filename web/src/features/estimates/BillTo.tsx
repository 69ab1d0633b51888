import type { Address } from '../../api/types';
import { plural, t } from '../../i18n';
import { AddressLines } from '../../ui/AddressLines';

export interface Party {
  vat_number?: string | null;
  billing_address?: Address | null;
  shipping_address?: Address | null;
  payment_terms_days?: number | null;
}

/** What the document took from its customer. */
export function BillTo({ party }: { party: Party | undefined }) {
  const billing = party?.billing_address;
  return (
    <dl className="bill-to" aria-label={t('estimate.bill_to')}>
      <div className="fact">
        <dt>{t('estimate.bill_to')}</dt>
        <dd data-testid="bill-to">{billing ? <AddressLines address={billing} /> : <span className="muted">–</span>}</dd>
      </div>
      {party?.shipping_address && (
        <div className="fact">
          <dt>{t('customer.shipping_address')}</dt>
          <dd>
            <AddressLines address={party.shipping_address} />
          </dd>
        </div>
      )}
      <div className="fact">
        <dt>{t('customer.vat_number')}</dt>
        <dd>{party?.vat_number ?? <span className="muted">–</span>}</dd>
      </div>
      <div className="fact">
        <dt>{t('customer.payment_terms')}</dt>
        <dd>{party?.payment_terms_days == null ? <span className="muted">–</span> : plural('terms.days', party.payment_terms_days)}</dd>
      </div>
    </dl>
  );
}
