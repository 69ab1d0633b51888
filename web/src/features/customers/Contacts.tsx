import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Contact, ContactChange } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { showToast } from '../../ui/toast';
import { ContactDialog } from './ContactDialog';
import { contactsOf } from './queries';

/** The people at a customer, the primary one first. */
export function Contacts({ customerId }: { customerId: string }) {
  const { data, error } = useQuery(contactsOf(customerId));
  const [open, setOpen] = useState<Contact | 'new' | null>(null);
  const mayAdd = useMay('contacts.create');
  const people = data?.items ?? [];
  return (
    <section className="panel" aria-labelledby="contacts-title">
      <div className="panel-head">
        <h2 id="contacts-title">{t('contacts.title')}</h2>
        {mayAdd && (
          <button type="button" className="button quiet" onClick={() => setOpen('new')}>
            {t('contacts.add')}
          </button>
        )}
      </div>
      {error && <p className="notice">{messageOf(error)}</p>}
      {data && people.length === 0 && <p className="muted">{t('contacts.none')}</p>}
      <ul className="people">
        {people.map((person) => (
          <Person key={person.id} person={person} onEdit={() => setOpen(person)} />
        ))}
      </ul>
      {open && <ContactDialog customerId={customerId} contact={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Person({ person, onEdit }: { person: Contact; onEdit: () => void }) {
  const mayEdit = useMay('contacts.update');
  const name = `${person.first_name} ${person.last_name}`.trim();
  return (
    <li className="person">
      {mayEdit ? (
        <button type="button" className="in-place person-name" aria-label={t('contacts.edit', { name })} onClick={onEdit}>
          <span dir="auto">{name}</span>
        </button>
      ) : (
        <span className="person-name" dir="auto">
          {name}
        </span>
      )}
      {person.primary && <Chip tone="spruce">{t('contacts.primary')}</Chip>}
      {person.opted_out && <Chip tone="gold">{t('contacts.opted_out')}</Chip>}
      {person.invalid_address && <Chip tone="rose">{t('contacts.invalid_address')}</Chip>}
      <Acts person={person} name={name} />
      <span className="muted person-reach">
        {person.title && <span>{person.title}</span>}
        {person.email && <a href={`mailto:${encodeURIComponent(person.email).replace('%40', '@')}`}>{person.email}</a>}
        {person.phone && (
          <a dir="ltr" href={`tel:${person.phone.replace(/[^+\d]/g, '')}`}>
            {person.phone}
          </a>
        )}
      </span>
    </li>
  );
}

function Acts({ person, name }: { person: Contact; name: string }) {
  const queries = useQueryClient();
  const mayEdit = useMay('contacts.update');
  const mayDelete = useMay('contacts.delete');
  const refresh = () => Promise.all([queries.invalidateQueries({ queryKey: contactsOf(person.customer_id).queryKey }), queries.invalidateQueries({ queryKey: ['customers', 'timeline', person.customer_id] })]);
  const failed = (failure: unknown) => showToast(messageOf(failure), null, 'error');
  const promote = useMutation({ mutationFn: () => changeContact(person, { primary: true }), onSuccess: refresh, onError: failed });
  const restore = () => answerOf(api.POST('/trash/{trashed_id}/restoration', { params: { path: { trashed_id: person.id } } })).then(refresh, failed);
  const remove = useMutation({
    mutationFn: () => answerOf(api.DELETE('/contacts/{contact_id}', { params: { path: { contact_id: person.id } } })),
    onSuccess: async () => {
      showToast(t('contacts.deleted', { name }), { label: t('action.undo'), run: () => void restore() });
      await refresh();
    },
    onError: failed,
  });
  return (
    <span className="at-end person-acts">
      {mayEdit && !person.primary && (
        <button type="button" className="button quiet" disabled={promote.isPending} aria-label={t('action.on', { action: t('contacts.promote'), name })} onClick={() => promote.mutate()}>
          {t('contacts.promote')}
        </button>
      )}
      {mayDelete && (
        <button type="button" className="button quiet" disabled={remove.isPending} aria-label={t('action.on', { action: t('action.delete'), name })} onClick={() => remove.mutate()}>
          {t('action.delete')}
        </button>
      )}
    </span>
  );
}

export function changeContact(contact: Contact, body: ContactChange): Promise<Contact> {
  return answerOf(api.PATCH('/contacts/{contact_id}', { params: { path: { contact_id: contact.id }, header: atVersion(contact) }, body }));
}
