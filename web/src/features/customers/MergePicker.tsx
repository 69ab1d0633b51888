import { useState } from 'react';
import type { Customer } from '../../api/types';
import { t } from '../../i18n';
import { Combobox } from '../../ui/Combobox';
import type { Option } from '../../ui/combobox_keys';
import { Field } from '../../ui/Field';
import { useCustomerSearch } from './queries';

interface Item extends Option {
  hint: string;
}

/** Which other customer is the same one. */
export function MergePicker({ mine, onPick }: { mine: Customer; onPick: (id: string) => void }) {
  const [search, setSearch] = useState('');
  const others = useCustomerSearch(search.trim(), 13).filter((customer) => customer.id !== mine.id);
  const items: Item[] = others.map((customer) => ({ id: customer.id, label: customer.name, hint: (customer.address ?? customer.billing_address)?.city ?? customer.phone ?? '' }));
  return (
    <div className="form-body merge-pick">
      <p className="whole">{t('merge.pick_text', { name: mine.name })}</p>
      <Field name="merge-other" label={t('merge.pick')} message={undefined} className="whole">
        <Combobox id="merge-other" autoFocus items={items} value="" placeholder={t('picker.placeholder')} onType={setSearch} onPick={(item) => onPick(item.id)}>
          {(item) => (
            <>
              <span dir="auto">{item.label}</span>
              <span className="muted">{item.hint}</span>
            </>
          )}
        </Combobox>
      </Field>
    </div>
  );
}
