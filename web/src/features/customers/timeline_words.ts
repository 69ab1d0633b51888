import type { EstimateSummary, TimelineItem } from '../../api/types';
import { showNumber, t, type Key } from '../../i18n';
import { countryName, languageName } from '../../i18n/places';
import { addressForm } from '../../ui/address_form';
import { statuses, statusNames } from './status';

export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

const words: Partial<Record<string, Key>> = {
  name: 'customer.name',
  kind: 'customer.kind',
  status: 'customer.status',
  vat_number: 'customer.vat_number',
  phone: 'customer.phone',
  website: 'customer.website',
  country: 'address.country',
  currency: 'customer.currency',
  language: 'customer.language',
  payment_terms_days: 'customer.payment_terms_days',
  external_id: 'customer.external_id',
  address: 'customer.address',
  billing_address: 'customer.billing_address',
  shipping_address: 'customer.shipping_address',
  tag_ids: 'tags.title',
  group_id: 'customer.group',
  owner_id: 'record.owner',
  first_name: 'contact.first_name',
  last_name: 'contact.last_name',
  email: 'contact.email',
  title: 'contact.title',
  primary: 'contacts.primary',
  opted_out: 'contacts.opted_out',
  invalid_address: 'contacts.invalid_address',
};

export const estimateStates = ['draft', 'sent', 'accepted', 'declined', 'expired', 'cancelled'] as const satisfies readonly EstimateSummary['state'][];

/** Words for the ids of a field; nothing where one may not know whose they are. */
export type Naming = (field: string, id: string) => string | undefined;

/* Ids say nothing to people. */
const named = new Set(['owner_id', 'group_id', 'tag_ids']);

function namesFor(field: string, ids: unknown, naming: Naming): string | null {
  const all = (Array.isArray(ids) ? ids : [ids]).filter((id) => typeof id === 'string');
  return all.length === 0 ? null : all.map((id) => naming(field, id) ?? t('timeline.unknown')).join(', ');
}

/** What a change made of which field; people, groups and tags by their names. */
export function changesOf(item: TimelineItem, naming: Naming): FieldChange[] {
  const changes: unknown = item.changes;
  if (!Array.isArray(changes)) return [];
  return (changes as FieldChange[]).map((change) => {
    if (!named.has(change.field)) return change;
    return { field: change.field, before: namesFor(change.field, change.before, naming), after: namesFor(change.field, change.after, naming) };
  });
}

export function fieldWords(field: string): string {
  const key = words[field];
  return key ? t(key) : field;
}

function shownAddress(address: object): string {
  const { street, postal_code, city, region, country } = addressForm(address);
  return [street, [postal_code, city].filter(Boolean).join(' '), region, countryName(country)].filter(Boolean).join(', ') || '–';
}

/** A field's value as one reads it: an address in one line, a country by its name, yes and no in words. */
export function shownValue(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  if (typeof value === 'object') return shownAddress(value);
  if (typeof value === 'number') return showNumber(value);
  if (typeof value !== 'string') return '';
  const status = statuses.find((each) => field === 'status' && each === value);
  if (status) return t(statusNames[status]);
  if (field === 'kind') return t(value === 'person' ? 'customer.kind.person' : 'customer.kind.company');
  if (field === 'country') return countryName(value);
  return field === 'language' ? languageName(value) : value;
}
