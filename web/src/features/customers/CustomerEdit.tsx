import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf, Refusal } from '../../api/problem';
import type { Customer, CustomerChange } from '../../api/types';
import { currentLanguage, t } from '../../i18n';
import { currencyChoices } from '../../i18n/places';
import { AddressFields } from '../../ui/AddressFields';
import { addressForm, addressOf, type AddressForm } from '../../ui/address_form';
import { SelectField, TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { fieldMessages, focusFirst } from '../../ui/messages';
import { showToast } from '../../ui/toast';
import { statuses, statusNames, type Status } from './status';

interface CustomerForm {
  name: string;
  status: Status;
  vat_number: string;
  phone: string;
  website: string;
  currency: string;
  payment_terms_days: string;
  billing_address: AddressForm;
}

function formOf(customer: Customer): CustomerForm {
  return {
    name: customer.name,
    status: customer.status,
    vat_number: customer.vat_number ?? '',
    phone: customer.phone ?? '',
    website: customer.website ?? '',
    currency: customer.currency,
    payment_terms_days: String(customer.payment_terms_days),
    billing_address: addressForm(customer.billing_address),
  };
}

/** Only what differs is sent: two people who change different facts do not undo each other. */
export function changeOf(before: CustomerForm, after: CustomerForm): CustomerChange {
  const change: CustomerChange = {};
  if (after.name !== before.name) change.name = after.name;
  if (after.status !== before.status) change.status = after.status;
  if (after.currency !== before.currency) change.currency = after.currency;
  for (const name of ['vat_number', 'phone', 'website'] as const) if (after[name] !== before[name]) change[name] = after[name] || null;
  if (after.payment_terms_days !== before.payment_terms_days) change.payment_terms_days = Number(after.payment_terms_days);
  if (JSON.stringify(after.billing_address) !== JSON.stringify(before.billing_address)) change.billing_address = addressOf(after.billing_address);
  return change;
}

function patch(customer: { id: string; version: number }, body: CustomerChange) {
  return answerOf(api.PATCH('/customers/{customer_id}', { params: { path: { customer_id: customer.id }, header: atVersion(customer) }, body }));
}

function useSave(customer: Customer, before: CustomerForm, onClose: () => void) {
  const queries = useQueryClient();
  const keep = (saved: Customer) => {
    queries.setQueryData(['customers', 'one', saved.id], saved);
    void queries.invalidateQueries({ queryKey: ['customers', 'list'] });
  };
  const undo = (saved: Customer, after: CustomerForm) => {
    patch(saved, changeOf(after, before)).then(keep, (failure: unknown) => showToast(messageOf(failure), null, 'error'));
  };
  return useMutation({
    mutationFn: (after: CustomerForm) => patch(customer, changeOf(before, after)),
    onSuccess: (saved, after) => {
      keep(saved);
      showToast(t('customer.saved', { name: saved.name }), { label: t('action.undo'), run: () => undo(saved, after) });
      onClose();
    },
    onError: (failure) => {
      if (failure instanceof Refusal && failure.status === 412) void queries.invalidateQueries({ queryKey: ['customers', 'one', customer.id] });
      else focusFirst(fieldMessages(failure));
    },
  });
}

export function CustomerEdit({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const [before] = useState(() => formOf(customer));
  const [form, setForm] = useState(before);
  const saving = useSave(customer, before, onClose);
  const messages = fieldMessages(saving.error);
  const field = (name: 'name' | 'vat_number' | 'phone' | 'website' | 'currency' | 'payment_terms_days' | 'status') => ({
    name, value: form[name], message: messages[name], onChange: (value: string) => setForm({ ...form, [name]: value }),
  }); // prettier-ignore
  return (
    <FormDialog title={t('customer.edit')} pending={saving.isPending} error={saving.error && new Error(staleMessage(saving.error))} messages={messages} onSubmit={() => saving.mutate(form)} onClose={onClose}>
      <TextField label={t('customer.name')} required className="whole" {...field('name')} />
      <SelectField label={t('customer.status')} choices={statuses.map((value) => ({ value, label: t(statusNames[value]) }))} {...field('status')} />
      <TextField label={t('customer.vat_number')} {...field('vat_number')} />
      <TextField label={t('customer.phone')} type="tel" {...field('phone')} />
      <TextField label={t('customer.website')} type="url" {...field('website')} />
      <SelectField label={t('customer.currency')} choices={currencyChoices(currentLanguage())} {...field('currency')} />
      <TextField label={t('customer.payment_terms_days')} inputMode="numeric" {...field('payment_terms_days')} />
      <AddressFields name="billing_address" legend={t('customer.billing_address')} value={form.billing_address} messages={messages} onChange={(billing_address) => setForm({ ...form, billing_address })} />
    </FormDialog>
  );
}

function staleMessage(failure: unknown): string {
  return failure instanceof Refusal && failure.status === 412 ? t('customer.stale') : messageOf(failure);
}
