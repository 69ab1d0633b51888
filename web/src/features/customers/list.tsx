import { useMemo } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Customer, CustomerChange } from '../../api/types';
import { currentLanguage, plural, t } from '../../i18n';
import { countryChoices, countryName, currencyChoices, type Choice } from '../../i18n/places';
import { Chip } from '../../ui/Chip';
import type { Column } from '../../ui/DataGrid';
import { choicesOf } from '../../ui/grid/column';
import { Time } from '../../ui/Time';
import type { ListDefinition } from '../lists/definition';
import type { Editing } from '../lists/edits';
import { useColleagues, useGroups, useSpots, useTags, type Names } from '../lists/names';
import { StatusChip, statuses, statusNames } from './status';

export const customerFilters = ['status', 'kind', 'owner_id', 'spot_id', 'country', 'tag_id', 'group_id'] as const;

export const statusChoices = (): Choice[] => statuses.map((value) => ({ value, label: t(statusNames[value]) }));
const kindChoices = (): Choice[] => [{ value: 'company', label: t('customer.kind.company') }, { value: 'person', label: t('customer.kind.person') }]; // prettier-ignore
const orNone = (choices: Choice[]): Choice[] => [{ value: '', label: '–' }, ...choices];

/** The tags of a customer, as chips. */
export function TagChips({ ids, tags }: { ids: string[]; tags: Names }) {
  return (
    <span className="chips">
      {ids.map((id) => {
        const name = tags.of(id);
        return name && <Chip key={id} tone="plain">{name}</Chip>;
      })}
    </span>
  );
} // prettier-ignore

function text(id: 'vat_number' | 'phone' | 'website' | 'external_id', header: string, inputMode: 'text' | 'tel' | 'url' = 'text'): Column<Customer> {
  return { id, header, width: 'minmax(120px, 1fr)', wideOnly: true, cell: (row) => row[id], edit: { value: (row) => row[id] ?? '', inputMode } };
}

function columnsOf(tags: Names, groups: Names, colleagues: Names, spots: Names): Column<Customer>[] {
  const language = currentLanguage();
  return [
    { id: 'name', header: t('customer.name'), width: 'minmax(190px, 2.2fr)', sort: 'name', cell: (row) => <a href={`/customers/${row.id}`} className="row-name" tabIndex={-1} dir="auto">{row.name}</a>, edit: { value: (row) => row.name } },
    { id: 'status', header: t('customer.status'), width: '104px', cell: (row) => <StatusChip status={row.status} />, edit: { value: (row) => row.status, choices: statusChoices() } },
    { id: 'city', header: t('address.city'), width: 'minmax(100px, 1fr)', wideOnly: true, cell: (row) => (row.address ?? row.billing_address)?.city },
    { id: 'country', header: t('address.country'), width: 'minmax(110px, 1fr)', wideOnly: true, cell: (row) => countryName(row.country ?? row.address?.country), edit: { value: (row) => row.country ?? '', choices: orNone(countryChoices(language)) } },
    text('phone', t('customer.phone'), 'tel'),
    { id: 'tags', header: t('tags.title'), width: 'minmax(110px, 1.2fr)', wideOnly: true, cell: (row) => row.tag_ids.length > 0 && <TagChips ids={row.tag_ids} tags={tags} /> },
    { id: 'group', header: t('customer.group'), width: 'minmax(110px, 1fr)', wideOnly: true, cell: (row) => groups.of(row.group_id), edit: { value: (row) => row.group_id ?? '', choices: orNone(groups.choices) } },
    { id: 'owner', header: t('record.owner'), width: 'minmax(120px, 1fr)', wideOnly: true, cell: (row) => colleagues.of(row.owner_id) },
    { id: 'spot', header: t('record.spot'), width: 'minmax(100px, 1fr)', wideOnly: true, cell: (row) => spots.of(row.spot_id) },
    { id: 'kind', header: t('customer.kind'), width: '120px', wideOnly: true, cell: (row) => kindChoices().find((kind) => kind.value === row.kind)?.label, edit: { value: (row) => row.kind, choices: kindChoices() } },
    text('vat_number', t('customer.vat_number')),
    text('website', t('customer.website'), 'url'),
    { id: 'currency', header: t('customer.currency'), width: '92px', wideOnly: true, cell: (row) => row.currency, edit: { value: (row) => row.currency, choices: currencyChoices(language) } },
    { id: 'payment_terms_days', header: t('customer.payment_terms'), width: '130px', wideOnly: true, numeric: true, cell: (row) => plural('terms.days', row.payment_terms_days), edit: { value: (row) => String(row.payment_terms_days), inputMode: 'numeric' } },
    text('external_id', t('customer.external_id')),
    { id: 'created_at', header: t('record.created'), width: '130px', wideOnly: true, sort: 'created_at', cell: (row) => <Time at={row.created_at} /> },
    { id: 'updated_at', header: t('record.updated'), width: '130px', wideOnly: true, cell: (row) => <Time at={row.updated_at} /> },
  ];
} // prettier-ignore

/** The list of customers: its columns and what it can be narrowed by. */
export function useCustomerList(): ListDefinition<Customer> {
  const [tags, groups, colleagues, spots] = [useTags(), useGroups(), useColleagues(), useSpots()];
  return useMemo(() => ({
    list: 'customers',
    title: t('nav.customers'),
    counted: (count) => plural('customers.count', count),
    searchLabel: t('customers.search'),
    columns: columnsOf(tags, groups, colleagues, spots),
    usual: ['name', 'status', 'city', 'country', 'phone', 'tags', 'owner', 'created_at'],
    usualSort: '-created_at',
    board: true,
    filters: [
      { name: 'status', label: t('customer.status'), choices: statusChoices() },
      { name: 'owner_id', label: t('record.owner'), choices: colleagues.choices },
      { name: 'spot_id', label: t('record.spot'), choices: spots.choices },
      { name: 'country', label: t('address.country'), choices: countryChoices(currentLanguage()) },
      { name: 'tag_id', label: t('customer.tag'), choices: tags.choices },
      { name: 'group_id', label: t('customer.group'), choices: groups.choices },
      { name: 'kind', label: t('customer.kind'), choices: kindChoices() },
    ],
  }), [tags, groups, colleagues, spots]);
} // prettier-ignore

/** The change that an edited cell means. */
export function customerChange(column: string, value: string): CustomerChange {
  if (column === 'group') return { group_id: value || null };
  if (column === 'payment_terms_days') return { payment_terms_days: Number(value) };
  const name = column as 'name' | 'phone';
  return { [name]: value === '' && column !== 'name' ? null : value };
}

/** What a customer has now in the fields of a change. */
export function asBefore(row: Customer, change: CustomerChange): CustomerChange {
  return Object.fromEntries(Object.keys(change).map((name) => [name, row[name as keyof Customer]]));
}

/** How customers are changed where they stand. */
export function customerEditing(columns: readonly Column<Customer>[]): Editing<Customer, CustomerChange> {
  return {
    lists: [['customers', 'list'], ['customers', 'board'], ['customers', 'timeline']],
    one: (id) => ['customers', 'one', id],
    send: (row, body) => answerOf(api.PATCH('/customers/{customer_id}', { params: { path: { customer_id: row.id }, header: atVersion(row) }, body })),
    name: (row) => row.name,
    differences: (before, after) => differencesIn(columns, before, after),
  };
}

/** In the words of the columns: "Status: Former". */
export function differencesIn<Row>(columns: readonly Column<Row>[], before: Row, after: Row): string[] {
  return columns.flatMap(({ header, edit }) => {
    const value = edit?.value(after);
    if (!edit || value === undefined || value === edit.value(before)) return [];
    return `${header}: ${choicesOf(edit, after)?.find((choice) => choice.value === value)?.label ?? value}`;
  });
}
