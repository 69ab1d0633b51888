import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf, Refusal } from '../../api/problem';
import type { Contact } from '../../api/types';
import { t } from '../../i18n';
import { CheckField, TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { fieldMessages, focusFirst } from '../../ui/messages';
import { changeContact } from './Contacts';
import { contactsOf } from './queries';

type Text = 'first_name' | 'last_name' | 'email' | 'phone' | 'title';

function formOf(contact: Contact | null) {
  return {
    first_name: contact?.first_name ?? '',
    last_name: contact?.last_name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    title: contact?.title ?? '',
    opted_out: contact?.opted_out ?? false,
    invalid_address: contact?.invalid_address ?? false,
  };
}

type Form = ReturnType<typeof formOf>;

function bodyOf(form: Form) {
  return { ...form, email: form.email || null, phone: form.phone || null, title: form.title || null };
}

/* Only what differs is sent: two people who change different things do not undo each other. */
function changeOf(before: Form, after: Form) {
  const whole = bodyOf(after);
  return Object.fromEntries(Object.entries(whole).filter(([name]) => before[name as keyof Form] !== after[name as keyof Form]));
}

/** A contact, new or as it is. */
export function ContactDialog({ customerId, contact, onClose }: ContactDialogProps) {
  const [before] = useState(() => formOf(contact));
  const [form, setForm] = useState(before);
  const saving = useSave({ customerId, contact, onClose }, before, form);
  const messages = fieldMessages(saving.error);
  const stale = saving.error instanceof Refusal && saving.error.status === 412;
  const field = (name: Text) => ({ name, value: form[name], message: messages[name], onChange: (value: string) => setForm({ ...form, [name]: value }) });
  return (
    <FormDialog
      title={contact ? t('contacts.change') : t('contacts.add')}
      pending={saving.isPending}
      error={stale ? new Error(t('contacts.stale')) : saving.error}
      messages={messages}
      onSubmit={saving.mutate}
      onClose={onClose}
    >
      <TextField label={t('contact.first_name')} required {...field('first_name')} />
      <TextField label={t('contact.last_name')} required {...field('last_name')} />
      <TextField label={t('contact.email')} type="email" optional {...field('email')} />
      <TextField label={t('contact.phone')} type="tel" optional {...field('phone')} />
      <TextField label={t('contact.title')} optional className="whole" {...field('title')} />
      <CheckField name="opted_out" label={t('contacts.opted_out')} checked={form.opted_out} onChange={(opted_out) => setForm({ ...form, opted_out })} />
      <CheckField name="invalid_address" label={t('contacts.invalid_address')} checked={form.invalid_address} onChange={(invalid_address) => setForm({ ...form, invalid_address })} />
    </FormDialog>
  );
}

interface ContactDialogProps {
  customerId: string;
  contact: Contact | null;
  onClose: () => void;
}

function useSave({ customerId, contact, onClose }: ContactDialogProps, before: Form, form: Form) {
  const queries = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: () =>
      contact
        ? changeContact(contact, changeOf(before, form))
        : answerOf(api.POST('/customers/{customer_id}/contacts', { params: { path: { customer_id: customerId }, header: { 'Idempotency-Key': key } }, body: bodyOf(form) })),
    onSuccess: async () => {
      onClose();
      await Promise.all([contactsOf(customerId).queryKey, ['customers', 'timeline', customerId]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
    onError: (failure) => {
      setKey(crypto.randomUUID());
      focusFirst(fieldMessages(failure));
    },
  });
}
