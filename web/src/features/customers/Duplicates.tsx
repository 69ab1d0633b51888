import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from '@tanstack/react-router';
import type { Customer } from '../../api/types';
import { useMay } from '../../app/session';
import { t, withWords, type Key } from '../../i18n';
import { duplicatesOf } from './queries';

const MergeDialog = lazy(() => withWords(import('./MergeDialog')).then((module) => ({ default: module.MergeDialog })));
const reasons: Partial<Record<string, Key>> = { vat: 'hint.vat_number', email: 'hint.email', phone: 'hint.phone', email_domain: 'hint.email_domain', name: 'hint.name' };

/** Other customers that may be the same one. Nothing is shown where there are none. */
export function Duplicates({ customer }: { customer: Customer }) {
  const { data } = useQuery(duplicatesOf(customer.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const mayMerge = useMay('customers.delete');
  if (!data || data.items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="duplicates-title">
      <div className="panel-head">
        <h2 id="duplicates-title">{t('duplicates.title')}</h2>
      </div>
      <ul className="people">
        {data.items.map((hint) => (
          <li key={hint.customer_id} className="person">
            <Link to="/customers/$customerId" params={{ customerId: hint.customer_id }} className="person-name">
              {hint.name}
            </Link>
            <span className="muted">{hint.why.flatMap((why) => reasons[why] ?? []).map((key) => t(key)).join(', ')}</span>
            {mayMerge && (
              <button type="button" className="button quiet at-end" aria-label={t('action.on', { action: t('merge.open'), name: hint.name })} onClick={() => setChosen(hint.customer_id)}>
                {t('merge.open')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Suspense>{chosen && <MergeDialog mine={customer} otherId={chosen} onClose={() => setChosen(null)} />}</Suspense>
    </section>
  );
} // prettier-ignore
