import type { Import } from '../../api/types';
import { t, type Key } from '../../i18n';

/* What a column can fill, in the reader's words. A field that the server knows and this list does not shows its own name. */
const customerFields: Record<string, Key> = {
  external_id: 'import.field.external_id', name: 'customer.name', kind: 'customer.kind', status: 'customer.status', vat_number: 'customer.vat_number',
  phone: 'customer.phone', website: 'customer.website', currency: 'customer.currency', language: 'customer.language', payment_terms_days: 'customer.payment_terms_days', note: 'notes.title',
}; // prettier-ignore
const productFields: Record<string, Key> = {
  external_id: 'import.field.external_id', sku: 'product.sku', name: 'product.name', description: 'line.description', category: 'import.field.category', unit: 'import.field.unit',
  unit_price: 'product.unit_price', currency: 'customer.currency', active: 'import.field.active', discontinued: 'import.field.discontinued',
}; // prettier-ignore
const groups: Record<string, [Key, Record<string, Key>]> = {
  address: ['customer.address', { street: 'address.street', city: 'address.city', region: 'address.region', postal_code: 'address.postal_code', country: 'address.country', location: 'import.field.location' }],
  billing_address: ['customer.billing_address', { street: 'address.street', city: 'address.city', region: 'address.region', postal_code: 'address.postal_code', country: 'address.country' }],
  shipping_address: ['customer.shipping_address', { street: 'address.street', city: 'address.city', region: 'address.region', postal_code: 'address.postal_code', country: 'address.country' }],
  contact: ['quick.contact', { name: 'import.field.full_name', first_name: 'contact.first_name', last_name: 'contact.last_name', email: 'contact.email', phone: 'contact.phone', title: 'contact.title' }],
};

const contactGroups: typeof groups = {
  customer: ['estimate.customer', { external_id: 'import.field.external_id', name: 'customer.name' }],
  contact: ['quick.contact', { name: 'import.field.full_name', first_name: 'contact.first_name', last_name: 'contact.last_name', email: 'contact.email', phone: 'contact.phone', title: 'contact.title' }],
};

export function fieldsOf(kind: Import['kind']): string[] {
  if (kind === 'products') return Object.keys(productFields);
  if (kind === 'contacts') return Object.entries(contactGroups).flatMap(([group, [, parts]]) => Object.keys(parts).map((part) => `${group}.${part}`));
  return [...Object.keys(customerFields), ...Object.entries(groups).flatMap(([group, [, parts]]) => Object.keys(parts).map((part) => `${group}.${part}`))];
}

/** What a field is called on screen. */
export function labelOf(field: string, kind: Import['kind']): string {
  const [group = '', part = ''] = field.split('.');
  const found = (kind === 'contacts' ? contactGroups : groups)[group];
  const partName = found?.[1][part];
  if (found && partName) return `${t(found[0])}: ${t(partName)}`;
  const name = (kind === 'products' ? productFields : customerFields)[field];
  return name ? t(name) : field;
}
