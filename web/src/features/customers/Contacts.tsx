import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Contact } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { fieldMessages, focusFirst } from '../../ui/messages';
import { contactsOf } from './queries';

/** The people at a customer, the primary one first. */
export function Contacts({ customerId }: { customerId: string }) {
  const { data, error } = useQuery(contactsOf(customerId));
  const [adding, setAdding] = useState(false);
  const mayAdd = useMay('contacts.create');
  const people = [...(data?.items ?? [])].sort((a, b) => Number(b.primary) - Number(a.primary));
  return (
    <section className="panel" aria-labelledby="contacts-title">
      <div className="panel-head">
        <h2 id="contacts-title">{t('contacts.title')}</h2>
        {mayAdd && (
          <button type="button" className="button quiet" onClick={() => setAdding(true)}>
            {t('contacts.add')}
          </button>
        )}
      </div>
      {error && <p className="notice">{messageOf(error)}</p>}
      {data && people.length === 0 && <p className="muted">{t('contacts.none')}</p>}
      <ul className="people">
        {people.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </ul>
      {adding && <AddContact customerId={customerId} onClose={() => setAdding(false)} />}
    </section>
  );
}

function Person({ person }: { person: Contact }) {
  return (
    <li className="person">
      <span className="person-name" dir="auto">
        {person.first_name} {person.last_name}
      </span>
      {person.primary && <Chip tone="spruce">{t('contacts.primary')}</Chip>}
      <span className="muted person-reach">
        {person.title && <span>{person.title}</span>}
        {person.email && <a href={`mailto:${encodeURIComponent(person.email).replace('%40', '@')}`}>{person.email}</a>}
        {person.phone && <span dir="ltr">{person.phone}</span>}
      </span>
    </li>
  );
}

const empty = { first_name: '', last_name: '', email: '', phone: '', title: '' };

function AddContact({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const queries = useQueryClient();
  const [form, setForm] = useState(empty);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const saving = useMutation({
    mutationFn: () => {
      const body = { first_name: form.first_name, last_name: form.last_name, email: form.email || null, phone: form.phone || null, title: form.title || null };
      return answerOf(api.POST('/customers/{customer_id}/contacts', { params: { path: { customer_id: customerId }, header: { 'Idempotency-Key': key } }, body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['customers', 'contacts', customerId] });
      onClose();
    },
    onError: (failure) => {
      setKey(crypto.randomUUID());
      focusFirst(fieldMessages(failure));
    },
  });
  const messages = fieldMessages(saving.error);
  const field = (name: keyof typeof empty) => ({ name, value: form[name], message: messages[name], onChange: (value: string) => setForm({ ...form, [name]: value }) });
  return (
    <FormDialog title={t('contacts.add')} pending={saving.isPending} error={saving.error} messages={messages} onSubmit={saving.mutate} onClose={onClose}>
      <TextField label={t('contact.first_name')} required {...field('first_name')} />
      <TextField label={t('contact.last_name')} required {...field('last_name')} />
      <TextField label={t('contact.email')} type="email" optional {...field('email')} />
      <TextField label={t('contact.phone')} type="tel" optional {...field('phone')} />
      <TextField label={t('contact.title')} optional className="whole" {...field('title')} />
    </FormDialog>
  );
}
