import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import type { Customer } from '../../api/types';
import { openQuickCustomer } from '../../app/layers';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { Combobox } from '../../ui/Combobox';
import type { Option } from '../../ui/combobox_keys';
import { Field } from '../../ui/Field';
import { showToast } from '../../ui/toast';
import { customerById, useCustomerSearch } from '../customers/queries';

interface Item extends Option {
  hint: string;
}

const makeNew = 'new';

interface CustomerPickerProps {
  value: { id: string; name: string } | null;
  message: string | undefined;
  onCustomer: (customer: Customer) => void;
}

/** Finds a customer by typing. Its last choice captures a new one, which is then selected here. */
export function CustomerPicker({ value, message, onCustomer }: CustomerPickerProps) {
  const queries = useQueryClient();
  const [search, setSearch] = useState('');
  const items = useItems(search.trim());

  function pick(item: Item) {
    setSearch('');
    if (item.id === makeNew) openQuickCustomer(search.trim(), onCustomer);
    else if (item.id !== value?.id) queries.query(customerById(item.id)).then(onCustomer, (failure: unknown) => showToast(messageOf(failure), null, 'error'));
  }

  return (
    <Field name="customer_id" label={t('estimate.customer')} message={message}>
      <Combobox id="customer_id" autoFocus={value === null} items={items} value={value?.name ?? ''} placeholder={t('picker.placeholder')} invalid={message ? 'customer_id-message' : undefined} onType={setSearch} onPick={pick}>
        {(item) => (
          <>
            <span dir="auto">{item.label}</span>
            <span className="muted">{item.hint}</span>
          </>
        )}
      </Combobox>
    </Field>
  );
}

function useItems(search: string): Item[] {
  const mayCreate = useMay('customers.create');
  const found = useCustomerSearch(search);
  const items: Item[] = found.map((customer) => ({ id: customer.id, label: customer.name, hint: (customer.address ?? customer.billing_address)?.city ?? '' }));
  if (!mayCreate) return items;
  return [...items, { id: makeNew, label: search === '' ? t('picker.new') : t('picker.new_named', { name: search }), hint: '', tone: 'make' }];
}
