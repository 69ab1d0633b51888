import { t, type Key } from '../../i18n';

/* What the trail writes in words of the database, in those of people. An unknown word is shown as it is. */
const things: Partial<Record<string, Key>> = {
  accounts: 'audit.thing.accounts', access_owners: 'audit.thing.access_owners', activities: 'audit.thing.activities', contacts: 'audit.thing.contacts',
  customers: 'audit.thing.customers', estimates: 'audit.thing.estimates', estimate_lines: 'audit.thing.estimate_lines', guilds: 'audit.thing.guilds',
  imports: 'audit.thing.imports', memberships: 'audit.thing.memberships', notes: 'audit.thing.notes', passwords: 'audit.thing.passwords',
  pictures: 'audit.thing.pictures', products: 'audit.thing.products', second_factors: 'audit.thing.second_factors', sessions: 'audit.thing.sessions',
  settings: 'audit.thing.settings', sign_ins: 'audit.thing.sign_ins', requests: 'audit.thing.requests', spots: 'audit.thing.spots', standing_grants: 'audit.thing.standing_grants', support_grants: 'audit.thing.support_grants', guild_groups: 'audit.thing.guild_groups', assignments: 'audit.thing.assignments', tags: 'audit.thing.tags', tax_codes: 'audit.thing.tax_codes',
  rights: 'audit.thing.rights', role_sets: 'audit.thing.role_sets', changes: 'audit.thing.changes', exports: 'audit.thing.exports', groups: 'audit.thing.groups', views: 'audit.thing.views', recovery_codes: 'audit.thing.recovery_codes', passkeys: 'audit.thing.passkeys', devices: 'audit.thing.devices', api_keys: 'audit.thing.api_keys', service_accounts: 'audit.thing.service_accounts',
  alerts: 'audit.thing.alerts', countries: 'audit.thing.countries', emails: 'audit.thing.emails', invitations: 'audit.thing.invitations', isolation: 'audit.thing.isolation', mails: 'audit.thing.mails', people: 'audit.thing.people', desk_cases: 'audit.thing.desk_cases', desk_members: 'audit.thing.desk_members',
}; // prettier-ignore

const verbs: Partial<Record<string, Key>> = {
  acted: 'audit.verb.acted', created: 'audit.verb.created', declined: 'audit.verb.declined', deleted: 'audit.verb.deleted', ended: 'audit.verb.ended',
  erased: 'audit.verb.erased', handed_over: 'audit.verb.handed_over', moved: 'audit.verb.moved', offered: 'audit.verb.offered', refused: 'audit.verb.refused',
  renewed: 'audit.verb.renewed', restored: 'audit.verb.restored', resumed: 'audit.verb.resumed', reused: 'audit.verb.reused', suspended: 'audit.verb.suspended',
  updated: 'audit.verb.updated', withdrawn: 'audit.verb.withdrawn', failed: 'audit.verb.failed', lent: 'audit.verb.lent', raised: 'audit.verb.raised', role_set_given: 'audit.verb.role_set_given', used: 'audit.verb.used', removed: 'audit.verb.removed', revoked: 'audit.verb.revoked',
  seen: 'audit.verb.seen', checked: 'audit.verb.checked', confirmed: 'audit.verb.confirmed', requested: 'audit.verb.requested', reset: 'audit.verb.reset', sent: 'audit.verb.sent',
  asked: 'audit.verb.asked', given: 'audit.verb.given', looked: 'audit.verb.looked', imported: 'audit.verb.imported', written: 'audit.verb.written', answered: 'audit.verb.answered', noted: 'audit.verb.noted', overdue: 'audit.verb.overdue',
}; // prettier-ignore

const fields: Partial<Record<string, Key>> = {
  name: 'person.name', email: 'contact.email', phone: 'contact.phone', title: 'contact.title', first_name: 'contact.first_name', last_name: 'contact.last_name',
  vat_number: 'customer.vat_number', website: 'customer.website', country: 'address.country', currency: 'customer.currency', language: 'customer.language',
  payment_terms_days: 'customer.payment_terms_days', status: 'customer.status', kind: 'customer.kind', subject: 'activities.subject', due_at: 'activities.due_at',
  unit_price: 'product.unit_price', sku: 'product.sku', quantity: 'line.quantity', description: 'line.description', body: 'audit.field.body', role: 'person.role',
  spot_id: 'word.spot', parent_id: 'spots.below', suspended: 'state.suspended', can_create_customers: 'person.may_create', access_owner_id: 'guild.owner',
  owner_id: 'audit.field.owner', customer_id: 'customer.name', deleted_at: 'audit.field.deleted_at', done_at: 'audit.field.done_at', rate: 'tax.rate', primary: 'contacts.primary',
  require_email_or_phone: 'preset.email_or_phone', required_customer_fields: 'preset.required', notes: 'estimate.notes', state: 'estimate.state', number: 'estimate.number',
  file_name: 'imports.file', match_by: 'import.match_by', duplicates: 'import.duplicates', external_id: 'customer.external_id', category: 'product.category', unit: 'product.unit',
  active: 'product.active', group_id: 'customer.group', tag_ids: 'tags.title', opted_out: 'contacts.opted_out', invalid_address: 'contacts.invalid_address', shared: 'views.share',
  role_set_id: 'roles.field', permissions: 'audit.field.permissions', gained: 'audit.field.gained', why: 'audit.field.why', issue_date: 'estimate.issue_date', due_date: 'estimate.due_date', assignee_id: 'audit.field.owner', prices_include_tax: 'estimate.prices_include_tax', exemption_reason: 'tax.exemption_reason', second_factor_required: 'security.second_factor', session_idle_minutes: 'security.idle', session_absolute_minutes: 'security.absolute',
}; // prettier-ignore

const addresses: Partial<Record<string, Key>> = { address: 'customer.address', billing_address: 'customer.billing_address', shipping_address: 'customer.shipping_address' };
const parts: Partial<Record<string, Key>> = { street: 'address.street', city: 'address.city', region: 'address.region', postal_code: 'address.postal_code', country: 'address.country' };

/** Whether people have words for a thing and for what was done to it. */
export const isInWords = (thing: string, verb: string) => Boolean(things[thing] && verbs[verb]);

const say = (words: Partial<Record<string, Key>>, word: string) => (words[word] ? t(words[word]) : word.replaceAll('_', ' '));

/** "customers.updated" → "Customer: changed". */
export function actionName(action: string): string {
  const [thing = '', verb = ''] = action.split('.');
  return t('audit.did', { thing: say(things, thing), verb: say(verbs, verb) });
}

/** "billing_address.city" → "Billing address, city". */
export function fieldName(field: string): string {
  const [whole = '', part] = field.split('.');
  if (part && addresses[whole]) return t('audit.part', { whole: t(addresses[whole]), part: say(parts, part) });
  return addresses[whole] ? t(addresses[whole]) : say(fields, field);
}

/** Whether people have a word for it; the others are of use to who looks for a record by its id. */
export const hasName = (field: string) => Boolean(fields[field] ?? addresses[field.split('.')[0] ?? '']);

export function thingName(thing: string): string {
  return say(things, thing);
}

/** What a value says to people: times in their way, truth in words. */
export function valueName(value: string): string {
  if (value === 'true') return t('answer.yes');
  if (value === 'false') return t('answer.no');
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(value));
  return value;
}
