/* The made-up guild behind the mock. In memory, gone with the process. Used for development and browser tests only. */
import { createHash, randomUUID } from 'node:crypto';

export type Json = Record<string, unknown>;
export interface Row extends Json {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
}

export interface Guild {
  id: string;
  name: string;
  customers: Row[];
  contacts: Row[];
  notes: Row[];
  products: Row[];
  taxCodes: Row[];
  estimates: Row[];
  imports: Row[];
  audit: Json[];
}

export interface Person {
  id: string;
  email: string;
  name: string;
  password: string;
  totp_secret: string | null;
  role: string;
  guild: Guild;
  permissions: string[];
}

let clock = Date.parse('2026-11-20T08:00:00Z');

export function stamp(row: Json): Row {
  clock += 1000;
  const at = new Date(clock).toISOString();
  return { ...row, id: randomUUID(), version: 1, created_at: at, updated_at: at };
}

export function record(guild: Guild, actor: string, action: string, object: string) {
  const previous = guild.audit.at(-1)?.['hash'] ?? '';
  const seq = guild.audit.length + 1;
  const hash = createHash('sha256').update(`${previous as string}${seq}${action}${object}`).digest('hex');
  guild.audit.push({ seq, at: new Date(clock).toISOString(), actor, on_behalf_of: null, action, object, request_id: randomUUID(), hash });
}

const starts = ['Northwind', 'Blue Harbour', 'Lumen', 'Cedar & Sons', 'Pine Valley', 'Aurora', 'Kestrel', 'Maison Dubois', 'Hölzer', 'Garrido', 'Fjord', 'Saffron', 'Granite', 'Willow', 'Ødegård', 'Nakamura'];
const ends = ['Logistics', 'Clinic', 'Energy', 'Works', 'Textiles', 'Supply', 'Partners', 'GmbH', 'Labs', 'Trading', 'Studio', 'Marine', 'Foods', 'Media'];
const towns: [string, string, string, string][] = [
  ['Calle Mayor 12', '28013', 'Madrid', 'ES'],
  ['Via Roma 5', '10121', 'Torino', 'IT'],
  ['Obere Str. 57', '12209', 'Berlin', 'DE'],
  ['24, place Kléber', '67000', 'Strasbourg', 'FR'],
  ['Storgata 3', '0155', 'Oslo', 'NO'],
  ['120 Hanover Sq.', 'WA1 1DP', 'London', 'GB'],
];

function sampleCustomer(index: number): Row {
  const [street, postal_code, city, country] = towns[index % towns.length] ?? ['', '', '', ''];
  const address = { street, postal_code, city, region: null, country };
  const name = `${starts[index % starts.length] ?? ''} ${ends[(index * 5) % ends.length] ?? ''}`;
  return stamp({
    external_id: null, name: index < 200 ? name : `${name} ${index}`, kind: 'company', status: ['active', 'active', 'lead', 'active', 'former'][index % 5], vat_number: index % 3 ? null : `${country}${100000000 + index}`,
    phone: `+49 30 ${1000000 + index}`, website: `https://c${index}.example`, country, currency: country === 'GB' ? 'GBP' : 'EUR', language: 'en', payment_terms_days: 30,
    address, billing_address: address, shipping_address: null, spot_id: null, owner_id: randomUUID(), created_by: randomUUID(), updated_by: randomUUID(),
  }); // prettier-ignore
}

export function makeGuild(name: string, customers: number): Guild {
  const taxCodes = [
    stamp({ name: '20 %', category: 'S', rate: '20', exemption_reason: null }),
    stamp({ name: '10 %', category: 'S', rate: '10', exemption_reason: null }),
    stamp({ name: 'Reverse charge', category: 'AE', rate: '0', exemption_reason: 'Art. 196' }),
  ];
  const products = ['Chai', 'Chang', 'Aniseed Syrup', 'Workshop, half a day', 'Ikura'].map((product, index) =>
    stamp({ name: product, sku: `P-${index + 1}`, unit_price: `${18 + index}.50`, currency: 'EUR', unit: null, active: true, tax_code_id: taxCodes[index % 2]?.id ?? null }),
  );
  const guild: Guild = { id: randomUUID(), name, customers: [], contacts: [], notes: [], products, taxCodes, estimates: [], imports: [], audit: [] };
  for (let index = 0; index < customers; index += 1) {
    const customer = sampleCustomer(index);
    guild.customers.push(customer);
    guild.contacts.push(stamp({ customer_id: customer.id, first_name: 'Maria', last_name: 'Anders', email: `hello@c${index}.example`, phone: null, title: 'Sales Representative', primary: true }));
  }
  record(guild, 'system', 'guilds.created', `guilds/${guild.id}`);
  return guild;
}

const work = ['customers.read', 'customers.update', 'customers.delete', 'contacts.read', 'contacts.create', 'notes.read', 'notes.create', 'estimates.read', 'estimates.create', 'estimates.update', 'estimates.delete', 'products.read', 'tax_codes.read', 'exports.run', 'guilds.read', 'audit.read'];
const rule = [...work, 'customers.create', 'products.create', 'tax_codes.create', 'imports.read', 'imports.run'];

function person(email: string, name: string, role: string, guild: Guild, permissions: string[], totp_secret: string | null = null): Person {
  return { id: randomUUID(), email, name, password: 'correct horse battery', totp_secret, role, guild, permissions: permissions.map((permission) => `${permission}:${role === 'guild' ? 'guild' : 'spot'}`) };
}

const northwind = makeGuild('Northwind Traders', Number(process.env['MOCK_CUSTOMERS'] ?? 640));
const southgate = makeGuild('Southgate & Co', 3);

export const people: Person[] = [
  person('ada@northwind.example', 'Ada Byron', 'builder', northwind, [...work, 'customers.create']),
  person('bob@northwind.example', 'Bob Tables', 'builder', northwind, work),
  person('grace@northwind.example', 'Grace Hopper', 'guild', northwind, rule),
  person('mallory@southgate.example', 'Mallory Other', 'builder', southgate, [...work, 'customers.create']),
  person('root@guildhall.example', 'Root Admin', 'admin', southgate, ['platform_audit.read'], 'JBSWY3DPEHPK3PXP'),
];

/** The same list as the server's demo-accounts.json. */
export const accounts = people.map(({ email, password, totp_secret, role, guild, permissions }) => ({
  email, password, totp_secret, role, access_owner: 'Agency', guild: role === 'admin' ? null : guild.name, guild_id: role === 'admin' ? null : guild.id, spot: 'Sales', spot_id: null,
  can_create_customers: permissions.some((permission) => permission.startsWith('customers.create')),
})); // prettier-ignore
