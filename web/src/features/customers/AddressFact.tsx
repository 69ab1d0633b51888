import { useEffect, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { Address } from '../../api/types';
import { t, type Key } from '../../i18n';
import { addressForm, addressOf } from '../../ui/address_form';
import { AddressFields } from '../../ui/AddressFields';
import { AddressLines } from '../../ui/AddressLines';

type Name = 'address' | 'billing_address' | 'shipping_address';
const labels: Record<Name, Key> = { address: 'customer.address', billing_address: 'customer.billing_address', shipping_address: 'customer.shipping_address' };

interface AddressFactProps {
  name: Name;
  address: Address | null | undefined;
  editable: boolean;
  message: string | undefined;
  onSave: (address: Address | null) => void;
}

/** An address of several lines, edited as one where it stands. */
export function AddressFact({ name, address, editable, message, onSave }: AddressFactProps) {
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const returning = useRef(false);
  useEffect(() => {
    if (!editing && returning.current) opener.current?.focus();
    returning.current = editing;
  }, [editing]);
  const label = t(labels[name]);
  const shown = address ? <AddressLines address={address} /> : <span className="muted">{editable ? t('edit.nothing') : '–'}</span>;
  if (editing) return <AddressForm name={name} label={label} address={address} onSave={onSave} onEnd={() => setEditing(false)} />;
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd dir="auto">
        {editable ? (
          <button ref={opener} type="button" className="in-place" onClick={() => setEditing(true)}>
            <span className="visually-hidden">{t('edit.value', { label, value: '' })}</span>
            {shown}
          </button>
        ) : (
          shown
        )}
        {message && (
          <span className="message" role="alert">
            {message}
          </span>
        )}
      </dd>
    </div>
  );
}

interface AddressFormProps extends Pick<AddressFactProps, 'name' | 'address' | 'onSave'> {
  label: string;
  onEnd: () => void;
}

function AddressForm({ name, label, address, onSave, onEnd }: AddressFormProps) {
  const [form, setForm] = useState(() => addressForm(address));
  const body = useRef<HTMLFormElement>(null);
  useEffect(() => body.current?.querySelector('input')?.focus(), []);
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    onEnd();
    if (JSON.stringify(form) !== JSON.stringify(addressForm(address))) onSave(addressOf(form));
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && !event.defaultPrevented) onEnd();
  }
  return (
    <div className="fact wide">
      <dt className="visually-hidden">{label}</dt>
      <dd>
        <form ref={body} className="address-form" onSubmit={submit} onKeyDown={onKeyDown} noValidate>
          <AddressFields name={name} legend={label} value={form} messages={{}} onChange={setForm} />
          <div className="address-foot">
            <button type="button" className="button" onClick={onEnd}>
              {t('action.cancel')}
            </button>
            <button type="submit" className="button primary">
              {t('action.save')}
            </button>
          </div>
        </form>
      </dd>
    </div>
  );
}
