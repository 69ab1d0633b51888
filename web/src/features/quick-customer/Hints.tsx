import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Customer, CustomerHint } from '../../api/types';
import { t, type Key } from '../../i18n';
import { showToast } from '../../ui/toast';
import { customerById } from '../customers/queries';
import type { QuickForm } from './form';

interface Query {
  company_name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  vat_number?: string | undefined;
}

const whyNames: Partial<Record<string, Key>> = { name: 'hint.name', email: 'hint.email', email_domain: 'hint.email_domain', phone: 'hint.phone', vat: 'hint.vat_number' };

function queryOf(form: QuickForm): Query {
  const long = (text: string, least: number) => (text.trim().length >= least ? text.trim() : undefined);
  return {
    company_name: form.private_person ? long(`${form.contact.first_name} ${form.contact.last_name}`, 4) : long(form.company_name, 3),
    email: /@[^@]+\.[^@]+$/.test(form.contact.email) ? form.contact.email.trim() : undefined,
    phone: long(form.phone || form.contact.phone, 6),
    vat_number: form.private_person ? undefined : long(form.vat_number, 6),
  };
}

/** The value once it has been still for a moment. */
function useSettled<Value>(value: Value, delay: number): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Value), delay);
    return () => clearTimeout(timer);
  }, [text, delay]);
  return settled;
}

/** Customers that may be the same, among those the user may see. */
export function Hints({ form, onUse }: { form: QuickForm; onUse: (customer: Customer) => void }) {
  const queries = useQueryClient();
  const query = useSettled(queryOf(form), 200);
  const { data } = useQuery({
    queryKey: ['customers', 'hints', query],
    queryFn: ({ signal }) => answerOf(api.GET('/customer-hints', { params: { query }, signal })),
    enabled: Object.values(query).some((value) => value !== undefined),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const hints = Object.keys(query).length === 0 ? [] : (data?.items ?? []);
  const use = (hint: CustomerHint) => {
    queries.query(customerById(hint.customer_id)).then(onUse, (failure: unknown) => showToast(messageOf(failure), null, 'error'));
  };
  return (
    <div className="hints whole" role="region" aria-label={t('hint.title')} aria-live="polite">
      {hints.length > 0 && <p className="label">{t('hint.title')}</p>}
      <ul>
        {hints.map((hint) => (
          <li key={hint.customer_id} className="hint">
            <span className="hint-name" dir="auto">
              {hint.name}
            </span>
            <span className="muted">{hint.why.map((why) => (whyNames[why] ? t(whyNames[why]) : why)).join(', ')}</span>
            <button type="button" className="button" onClick={() => use(hint)}>
              {t('hint.use')}
              <span className="visually-hidden"> {hint.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
