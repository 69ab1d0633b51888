import { openQuickCustomer } from '../../app/layers';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { SampleOffer } from '../samples/Samples';

/** A guild without customers: how it gets its first. */
export function NoCustomers() {
  const mayCreate = useMay('customers.create');
  return (
    <div className="page-note">
      <h2>{t('customers.none')}</h2>
      <p className="muted">{t('customers.none_text')}</p>
      {mayCreate && (
        <button type="button" className="button primary" onClick={() => openQuickCustomer()}>
          {t('quick.open')}
        </button>
      )}
      {mayCreate && <SampleOffer kind="customers" />}
    </div>
  );
}
