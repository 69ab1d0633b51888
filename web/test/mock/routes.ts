import { computeTotals } from '../../src/money/totals.ts';
import { found, invalid, missing, page, patched, Refused } from './answers.ts';
import { record, stamp, type Json, type Person, type Row } from './records.ts';

export interface Call {
  me: Person;
  query: URLSearchParams;
  body: Json;
  ifMatch: string | undefined;
  ids: string[];
}

type Handler = (call: Call) => unknown;
type Table = [method: string, pattern: RegExp, permission: string, handler: Handler][];

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const plain = (value: unknown) => text(value).toLowerCase();

function customersFor({ me, query }: Call): Row[] {
  const search = plain(query.get('search'));
  const status = query.get('status');
  const rows = me.guild.customers.filter((row) => (search === '' || plain(row['name']).includes(search)) && (status === null || row['status'] === status));
  const sort = query.get('sort') ?? '-created_at';
  const key = sort.replace('-', '');
  const direction = sort.startsWith('-') ? -1 : 1;
  return rows.sort((a, b) => direction * text(a[key]).localeCompare(text(b[key])));
}

function quickCustomer({ me, body }: Call) {
  const contact = (body['contact'] ?? {}) as Json;
  const wrong: { field: string; message: string }[] = [];
  if (body['private_person'] !== true && !body['company_name']) wrong.push({ field: 'company_name', message: 'is needed' });
  for (const part of ['first_name', 'last_name', 'email']) if (!contact[part]) wrong.push({ field: `contact.${part}`, message: 'is needed' });
  if (contact['email'] && !/^\S+@\S+\.\S+$/.test(text(contact['email']))) wrong.push({ field: 'contact.email', message: 'must be an e-mail address' });
  if (wrong.length > 0) throw invalid(wrong);
  const address = body['address'] ?? null;
  const customer = stamp({
    external_id: null, name: body['private_person'] === true ? `${text(contact['first_name'])} ${text(contact['last_name'])}` : body['company_name'], kind: body['private_person'] === true ? 'person' : 'company', status: 'active',
    vat_number: body['vat_number'], phone: body['phone'], website: body['website'], country: body['country'], currency: body['currency'] ?? 'EUR', language: body['language'], payment_terms_days: 30,
    address, billing_address: body['billing_same_as_address'] === false ? body['billing_address'] : address, shipping_address: body['shipping_address'] ?? null, spot_id: null, owner_id: me.id, created_by: me.id, updated_by: me.id,
  }); // prettier-ignore
  const person = stamp({ ...contact, customer_id: customer.id, primary: true });
  me.guild.customers.push(customer);
  me.guild.contacts.push(person);
  record(me.guild, me.id, 'customers.created', `customers/${customer.id}`);
  return { customer, contact: person };
}

function hints({ me, query }: Call) {
  const company = plain(query.get('company_name'));
  const domain = plain(query.get('email')).split('@')[1] ?? '';
  const items = me.guild.customers.flatMap((row) => {
    const why: string[] = [];
    if (company.length > 2 && plain(row['name']).includes(company)) why.push('name');
    if (domain && me.guild.contacts.some((contact) => contact['customer_id'] === row.id && plain(contact['email']).endsWith(`@${domain}`))) why.push('email_domain');
    if (query.get('vat_number') && row['vat_number'] === query.get('vat_number')) why.push('vat');
    return why.length > 0 ? [{ customer_id: row.id, name: row['name'], why, score: 0.5 + why.length / 5 }] : [];
  });
  return { items: items.slice(0, 5), next: null };
}

function estimateFrom(me: Person, body: Json): Json {
  const customer = found(me.guild.customers, text(body['customer_id']));
  const lines = (body['lines'] ?? []) as Json[];
  const wrong = lines.flatMap((line, index) => (line['description'] ? [] : [{ field: `lines.${index}.description`, message: 'is needed' }]));
  if (wrong.length > 0) throw invalid(wrong);
  const coded = lines.map((line) => {
    const code = found(me.guild.taxCodes, text(line['tax_code_id']));
    return { quantity: text(line['quantity']), unit_price: text(line['unit_price']), discount_percent: line['discount_percent'] as string | null, discount_amount: line['discount_amount'] as string | null, category: text(code['category']), rate: text(code['rate']) };
  });
  const totals = computeTotals({ currency: text(body['currency']), prices_include_tax: body['prices_include_tax'] === true, document_discount_percent: body['document_discount_percent'] as string | null, document_discount_amount: body['document_discount_amount'] as string | null, lines: coded });
  const { lines: nets, discount, ...rest } = totals;
  const taken = { customer_name: customer['name'], vat_number: customer['vat_number'], billing_address: customer['billing_address'], shipping_address: customer['shipping_address'], payment_terms_days: customer['payment_terms_days'] };
  return { ...body, ...taken, lines: lines.map((line, index) => ({ id: crypto.randomUUID(), ...line, net: nets[index] })), number: null, state: 'draft', totals: { ...rest, discount } };
}

function addEstimate({ me, body }: Call) {
  const estimate = stamp(estimateFrom(me, body));
  me.guild.estimates.push(estimate);
  record(me.guild, me.id, 'estimates.created', `estimates/${estimate.id}`);
  return estimate;
}

function me({ me: person }: Call) {
  const membership = { id: `m-${person.id}`, role: person.role, access_owner: { id: 'o', name: 'Agency' }, guild: { id: person.guild.id, name: person.guild.name }, spot: { id: 's', name: 'Sales' } };
  return {
    account: { id: person.id, email: person.email, name: person.name, language: 'en' },
    memberships: [membership],
    acting: { membership_id: membership.id, role: person.role, guild_id: person.guild.id, spot_id: 's', permissions: person.permissions },
    csrf_token: `csrf-${person.id}`,
  };
}

const newest = (rows: Row[]) => [...rows].sort((a, b) => b.created_at.localeCompare(a.created_at));
const ofCustomer = (rows: Row[], id: string) => rows.filter((row) => row['customer_id'] === id);
const one = ({ ids }: Call) => ids[0] ?? '';

export const routes: Table = [
  ['GET', /^\/me$/, '', me],
  ['GET', /^\/guilds\/([\w-]+)$/, 'guilds.read', ({ me: { guild } }) => ({ id: guild.id, name: guild.name, currency: 'EUR', country: 'DE', version: 1 })],
  ['GET', /^\/customers$/, 'customers.read', (call) => page(customersFor(call), call.query)],
  ['GET', /^\/customers\/count$/, 'customers.read', (call) => ({ count: customersFor(call).length, exact: true })],
  ['GET', /^\/customers\/export\.csv$/, 'exports.run', ({ me: { guild } }) => guild.customers.map((row) => text(row['name'])).join('\n')],
  ['GET', /^\/search$/, 'customers.read', (call) => ({ items: customersFor(call).slice(0, 5).map((row) => ({ kind: 'customer', id: row['id'], title: row['name'], detail: null })) })],
  ['GET', /^\/customer-hints$/, 'customers.read', hints],
  ['POST', /^\/quick-customers$/, 'customers.create', quickCustomer],
  ['GET', /^\/customers\/([\w-]+)$/, 'customers.read', (call) => found(call.me.guild.customers, one(call))],
  ['PATCH', /^\/customers\/([\w-]+)$/, 'customers.update', (call) => {
    if (call.body['name'] === '') throw invalid([{ field: 'name', message: 'is needed' }]);
    return patched(found(call.me.guild.customers, one(call)), call.ifMatch, call.body);
  }],
  ['GET', /^\/customers\/([\w-]+)\/contacts$/, 'contacts.read', (call) => page(ofCustomer(call.me.guild.contacts, one(call)), call.query)],
  ['POST', /^\/customers\/([\w-]+)\/contacts$/, 'contacts.create', (call) => {
    if (!call.body['first_name'] && !call.body['last_name']) throw invalid([{ field: 'first_name', message: 'is needed' }]);
    const contact = stamp({ primary: false, ...call.body, customer_id: one(call) });
    call.me.guild.contacts.push(contact);
    return contact;
  }],
  ['GET', /^\/customers\/([\w-]+)\/notes$/, 'notes.read', (call) => page(ofCustomer(call.me.guild.notes, one(call)), call.query)],
  ['POST', /^\/customers\/([\w-]+)\/notes$/, 'notes.create', (call) => {
    const note = stamp({ ...call.body, customer_id: one(call), created_by: call.me.id });
    call.me.guild.notes.push(note);
    return note;
  }],
  ['GET', /^\/products$/, 'products.read', (call) => page(call.me.guild.products.filter((row) => plain(row['name']).includes(plain(call.query.get('search')))), call.query)],
  ['POST', /^\/products$/, 'products.create', (call) => {
    if (!call.body['name']) throw invalid([{ field: 'name', message: 'is needed' }]);
    const product = stamp(call.body);
    call.me.guild.products.push(product);
    return product;
  }],
  ['GET', /^\/tax-codes$/, 'tax_codes.read', (call) => page(call.me.guild.taxCodes, call.query)],
  ['POST', /^\/tax-codes$/, 'tax_codes.create', (call) => {
    const code = stamp(call.body);
    call.me.guild.taxCodes.push(code);
    return code;
  }],
  ['GET', /^\/estimates$/, 'estimates.read', (call) => page(newest(call.me.guild.estimates).filter((row) => !call.query.get('customer_id') || row['customer_id'] === call.query.get('customer_id')), call.query)],
  ['POST', /^\/estimates$/, 'estimates.create', addEstimate],
  ['GET', /^\/estimates\/([\w-]+)$/, 'estimates.read', (call) => found(call.me.guild.estimates, one(call))],
  ['PATCH', /^\/estimates\/([\w-]+)$/, 'estimates.update', (call) => {
    const estimate = found(call.me.guild.estimates, one(call));
    return patched(estimate, call.ifMatch, estimateFrom(call.me, { ...estimate, ...call.body }));
  }],
  ['DELETE', /^\/estimates\/([\w-]+)$/, 'estimates.delete', (call) => {
    const estimate = found(call.me.guild.estimates, one(call));
    call.me.guild.estimates.splice(call.me.guild.estimates.indexOf(estimate), 1);
    return {};
  }],
  ['GET', /^\/audit-events$/, 'audit.read', ({ me: { guild } }) => ({ items: [...guild.audit].reverse(), next: null })],
  ['GET', /^\/imports$/, 'imports.read', (call) => page(newest(call.me.guild.imports), call.query)],
  ['PUT', /^\/imports\/([\w-]+)\/mapping$/, 'imports.run', (call) => Object.assign(found(call.me.guild.imports, one(call)), call.body)],
  ['GET', /^\/imports\/([\w-]+)$/, 'imports.read', (call) => found(call.me.guild.imports, one(call))],
  ['POST', /^\/imports\/([\w-]+)\/(start|undo|cancellation)$/, 'imports.run', (call) => {
    const states: Record<string, string> = { start: 'done', undo: 'undone', cancellation: 'cancelled' };
    const row = found(call.me.guild.imports, one(call));
    return Object.assign(row, { state: states[call.ids[1] ?? ''], imported: row['rows'] });
  }],
]; // prettier-ignore

/** Finds the route and answers as the server does: 403 without the right, 404 without the thing. */
export function answer(method: string, path: string, call: Omit<Call, 'ids'>): unknown {
  for (const [wanted, pattern, permission, handler] of routes) {
    const ids = wanted === method ? pattern.exec(path) : null;
    if (!ids) continue;
    if (permission && !call.me.permissions.some((granted) => granted.startsWith(`${permission}:`))) throw new Refused(403, 'forbidden', 'This is not yours to do');
    return handler({ ...call, ids: ids.slice(1) });
  }
  throw missing();
}
