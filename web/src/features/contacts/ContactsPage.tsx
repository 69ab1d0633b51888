import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, useMemo } from 'react';
import { api, atVersion } from '../../api/client';
import { pageSize } from '../../api/walk';
import { answerOf } from '../../api/problem';
import type { ContactChange, ContactQuery, ListedContact } from '../../api/types';
import { useMay } from '../../app/session';
import { plural, t, withWords } from '../../i18n';
import type { Choice } from '../../i18n/places';
import { Chip } from '../../ui/Chip';
import type { Column } from '../../ui/DataGrid';
import { Time } from '../../ui/Time';
import { differencesIn } from '../customers/list';
import type { ListDefinition } from '../lists/definition';
import { useEdit, type Editing } from '../lists/edits';
import { ListPage } from '../lists/ListPage';
import { useColleagues, useSpots, type Names } from '../lists/names';
import { PeekFact } from '../lists/Peek';
import type { Filter } from '../lists/url';

const ContactBulk = lazy(() => withWords(import('./ContactBulk')).then((module) => ({ default: module.ContactBulk })));
const route = getRouteApi('/contacts');
const nameOf = (row: ListedContact) => `${row.first_name} ${row.last_name}`.trim();
const yesNo = (): Choice[] => [{ value: 'true', label: t('choice.yes') }, { value: 'false', label: t('choice.no') }]; // prettier-ignore

function text(id: 'email' | 'phone' | 'title', header: string, inputMode: 'text' | 'tel' = 'text'): Column<ListedContact> {
  return { id, header, width: 'minmax(130px, 1.2fr)', wideOnly: true, cell: (row) => row[id], edit: { value: (row) => row[id] ?? '', inputMode } };
}

function columnsOf(colleagues: Names, spots: Names): Column<ListedContact>[] {
  return [
    { id: 'name', header: t('contacts.person'), width: 'minmax(170px, 1.6fr)', sort: 'name', cell: (row) => <a href={`/customers/${row.customer_id}`} className="row-name" tabIndex={-1} dir="auto">{nameOf(row)}</a> },
    { id: 'customer', header: t('customer.name'), width: 'minmax(140px, 1.6fr)', cell: (row) => row.customer_name },
    text('title', t('contact.title')),
    text('email', t('contact.email')),
    text('phone', t('contact.phone'), 'tel'),
    { id: 'flags', header: t('contacts.flags'), width: 'minmax(110px, 1fr)', wideOnly: true, cell: (row) => <Flags contact={row} /> },
    { id: 'first_name', header: t('contact.first_name'), width: 'minmax(110px, 1fr)', wideOnly: true, cell: (row) => row.first_name, edit: { value: (row) => row.first_name } },
    { id: 'last_name', header: t('contact.last_name'), width: 'minmax(110px, 1fr)', wideOnly: true, cell: (row) => row.last_name, edit: { value: (row) => row.last_name } },
    { id: 'owner', header: t('record.owner'), width: 'minmax(110px, 1fr)', wideOnly: true, cell: (row) => colleagues.of(row.owner_id) },
    { id: 'spot', header: t('record.spot'), width: 'minmax(100px, 1fr)', wideOnly: true, cell: (row) => spots.of(row.spot_id) },
    { id: 'created_at', header: t('record.created'), width: '130px', wideOnly: true, sort: 'created_at', cell: (row) => <Time at={row.created_at} /> },
  ];
} // prettier-ignore

function Flags({ contact }: { contact: ListedContact }) {
  return (
    <span className="chips">
      {contact.primary && <Chip tone="spruce">{t('contacts.primary')}</Chip>}
      {contact.opted_out && <Chip tone="gold">{t('contacts.opted_out')}</Chip>}
      {contact.invalid_address && <Chip tone="rose">{t('contacts.invalid_address')}</Chip>}
    </span>
  );
}

function useContactList(): ListDefinition<ListedContact> {
  const [colleagues, spots] = [useColleagues(), useSpots()];
  return useMemo(() => ({
    list: 'contacts',
    title: t('nav.contacts'),
    counted: (count) => plural('contacts.count', count),
    searchLabel: t('contacts.search'),
    columns: columnsOf(colleagues, spots),
    usual: ['name', 'customer', 'title', 'email', 'phone', 'flags', 'created_at'],
    usualSort: '-created_at',
    filters: [
      { name: 'primary', label: t('contacts.primary'), choices: yesNo() },
      { name: 'opted_out', label: t('contacts.opted_out'), choices: yesNo() },
      { name: 'invalid_address', label: t('contacts.invalid_address'), choices: yesNo() },
      { name: 'owner_id', label: t('record.owner'), choices: colleagues.choices },
      { name: 'spot_id', label: t('record.spot'), choices: spots.choices },
    ],
  }), [colleagues, spots]);
} // prettier-ignore

const fetchPage = (filter: Filter, after: string | undefined, signal: AbortSignal) => answerOf(api.GET('/contacts', { params: { query: { ...(filter as unknown as ContactQuery), limit: pageSize, after } }, signal }));
const fetchCount = (filter: Filter, signal: AbortSignal) => answerOf(api.GET('/contacts/count', { params: { query: filter }, signal }));

function editingOf(columns: readonly Column<ListedContact>[]): Editing<ListedContact, ContactChange> {
  return {
    lists: [['contacts', 'list']],
    one: (id) => ['contacts', 'one', id],
    send: (row, body) => answerOf(api.PATCH('/contacts/{contact_id}', { params: { path: { contact_id: row.id }, header: atVersion(row) }, body })),
    name: nameOf,
    differences: (before, after) => differencesIn(columns, before, after),
  };
}

/* Names may be empty, the others are there or not. */
function changeOf(column: string, value: string): ContactChange {
  return column.endsWith('_name') ? { [column]: value } : { [column]: value || null };
}

/** Everybody at every customer in sight. */
export function ContactsPage() {
  const navigate = useNavigate({ from: '/contacts' });
  const definition = useContactList();
  const mayEdit = useMay('contacts.update');
  const mayBulk = useMay('bulk_changes.run') && mayEdit;
  const edit = useEdit(useMemo(() => editingOf(definition.columns), [definition]));
  const onEdit = (row: ListedContact, column: string, value: string) => void edit(row, changeOf(column, value), changeOf(column, row[column as 'email'] ?? ''));
  return (
    <ListPage
      definition={definition}
      search={route.useSearch()}
      onSearch={(next, replace = false) => void navigate({ search: next, replace })}
      fetchPage={fetchPage}
      fetchCount={fetchCount}
      onOpen={(row) => void navigate({ to: '/customers/$customerId', params: { customerId: row.customer_id } })}
      {...(mayEdit ? { onEdit } : {})}
      nameOf={nameOf}
      peek={(row) => <ContactPeek contact={row} />}
      {...(mayBulk ? { bulk: (props) => <ContactBulk {...props} /> } : {})}
      empty={
        <div className="page-note">
          <h2>{t('contacts.none_at_all')}</h2>
          <p className="muted">{t('contacts.none_text')}</p>
        </div>
      }
    />
  );
}

function ContactPeek({ contact }: { contact: ListedContact }) {
  return (
    <dl className="facts">
      <PeekFact label={t('customer.name')}>{contact.customer_name}</PeekFact>
      <PeekFact label={t('contact.title')}>{contact.title}</PeekFact>
      <PeekFact label={t('contact.email')}>{contact.email && <a href={`mailto:${encodeURIComponent(contact.email).replace('%40', '@')}`}>{contact.email}</a>}</PeekFact>
      <PeekFact label={t('contact.phone')}>{contact.phone && <a href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`} dir="ltr">{contact.phone}</a>}</PeekFact>
      <PeekFact label={t('contacts.flags')}>{<Flags contact={contact} />}</PeekFact>
      <PeekFact label={t('record.created')}>{<Time at={contact.created_at} />}</PeekFact>
    </dl>
  );
} // prettier-ignore
