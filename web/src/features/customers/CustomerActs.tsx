import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Customer } from '../../api/types';
import { useMay } from '../../app/session';
import { t, withWords } from '../../i18n';
import { showToast } from '../../ui/toast';
import { forgetCustomers } from './queries';

const MergeDialog = lazy(() => withWords(import('./MergeDialog')).then((module) => ({ default: module.MergeDialog })));

/** What may be done with the whole customer. */
export function CustomerActs({ customer }: { customer: Customer }) {
  const mayDelete = useMay('customers.delete');
  const [merging, setMerging] = useState(false);
  if (!mayDelete) return null;
  return (
    <>
      <button type="button" className="button" onClick={() => setMerging(true)}>
        {t('merge.open_any')}
      </button>
      <Delete customer={customer} />
      <Suspense>{merging && <MergeDialog mine={customer} otherId={null} onClose={() => setMerging(false)} />}</Suspense>
    </>
  );
}

function Delete({ customer }: { customer: Customer }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const failed = (failure: unknown) => showToast(messageOf(failure), null, 'error');
  const restore = () =>
    answerOf(api.POST('/trash/{trashed_id}/restoration', { params: { path: { trashed_id: customer.id } } })).then(async () => {
      await forgetCustomers(queries);
      await navigate({ to: '/customers/$customerId', params: { customerId: customer.id } });
    }, failed);
  const remove = () =>
    answerOf(api.DELETE('/customers/{customer_id}', { params: { path: { customer_id: customer.id } } })).then(async () => {
      showToast(t('customer.deleted', { name: customer.name }), { label: t('action.undo'), run: () => void restore() });
      await navigate({ to: '/customers' });
      await forgetCustomers(queries);
    }, failed);
  return (
    <button type="button" className="button" onClick={() => void remove()}>
      {t('action.delete')}
    </button>
  );
}
