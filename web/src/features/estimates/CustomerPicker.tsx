import { Combobox } from '@base-ui/react/combobox';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import type { Customer } from '../../api/types';
import { openQuickCustomer } from '../../app/layers';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { describedBy, Field } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { showToast } from '../../ui/toast';
import { customerById, useCustomerSearch } from '../customers/queries';

interface Item {
  id: string;
  label: string;
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
  const items = useItems(search);
  const chosen: Item | null = value && { id: value.id, label: value.name, hint: '' };
  const [typed, setTyped] = useState<string | null>(null);

  function choose(item: Item | null) {
    setTyped(null);
    setSearch('');
    if (!item || item.id === value?.id) return;
    if (item.id === makeNew) openQuickCustomer(search.trim(), onCustomer);
    else queries.fetchQuery(customerById(item.id)).then(onCustomer, (failure: unknown) => showToast(messageOf(failure), null, 'error'));
  }

  return (
    <Field name="customer_id" label={t('estimate.customer')} message={message}>
      <Combobox.Root
        items={items}
        filter={null}
        value={chosen}
        onValueChange={choose}
        inputValue={typed ?? value?.name ?? ''}
        onInputValueChange={(text, { reason }) => {
          if (reason !== 'input-change' && reason !== 'input-clear') return;
          setTyped(text);
          setSearch(text);
        }}
        onOpenChange={(open) => {
          if (open) return;
          setTyped(null);
          setSearch('');
        }}
        itemToStringLabel={(item: Item) => item.label}
        isItemEqualToValue={(item: Item, other: Item) => item.id === other.id}
        autoHighlight
      >
        <div className="combo">
          <Combobox.Input id="customer_id" className="control" placeholder={t('picker.placeholder')} {...describedBy('customer_id', message)} />
          <Combobox.Trigger className="combo-open" aria-label={t('action.show_choices')} tabIndex={-1}>
            <Icon name="down" />
          </Combobox.Trigger>
        </div>
        <PickerPopup />
      </Combobox.Root>
    </Field>
  );
}

function PickerPopup() {
  return (
    <Combobox.Portal>
      <Combobox.Positioner className="popup-place" sideOffset={4}>
        <Combobox.Popup className="popup">
          <Combobox.Empty className="popup-empty">{t('choose.none')}</Combobox.Empty>
          <Combobox.List className="popup-list">
            {(item: Item) => (
              <Combobox.Item key={item.id} value={item} className={`popup-item${item.id === makeNew ? ' make' : ''}`}>
                <span dir="auto">{item.label}</span>
                <span className="muted">{item.hint}</span>
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

function useItems(search: string): Item[] {
  const mayCreate = useMay('customers.create');
  const found = useCustomerSearch(search.trim());
  const items = found.map((customer) => ({ id: customer.id, label: customer.name, hint: (customer.address ?? customer.billing_address)?.city ?? '' }));
  if (!mayCreate) return items;
  return [...items, { id: makeNew, label: search.trim() === '' ? t('picker.new') : t('picker.new_named', { name: search.trim() }), hint: '' }];
}
