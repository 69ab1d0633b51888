import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { payloads } from './payloads';
import { ask, castOf, signIn, type Account, type ApiAnswer, type Cast } from './support';

interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: string[];
  maxLength?: number;
  minimum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}
interface Operation {
  'x-permission': string;
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const openapi = JSON.parse(readFileSync(new URL('../../src/api/openapi.json', import.meta.url), 'utf8')) as OpenApi;

function resolved(schema: Schema): Schema {
  if (schema.anyOf?.[0]) return resolved(schema.anyOf[0]);
  const name = schema.$ref?.split('/').pop();
  return name ? resolved(openapi.components.schemas[name] ?? {}) : schema;
}

const typeOf = (schema: Schema) => (Array.isArray(schema.type) ? schema.type[0] : schema.type);
const isText = (schema: Schema) => typeOf(schema) === 'string' && !schema.format && !schema.enum && !schema.pattern;

/** Who signs in, and what belongs to a session, is no text that anybody shows. Who joins by a link gives a name as everybody does at PATCH /me. */
const noText = new Set(['POST /sessions', 'POST /passkey-sessions', 'POST /tokens/refresh', 'POST /setup', 'POST /setup/confirmation', 'PUT /me/password', 'POST /invitations/acceptance']);
/** These say which word of a list is meant, are secrets, what an authenticator made, or look for something. */
const noTextFields = new Set(['password', 'code', 'offer', 'client_data', 'authenticator_data', 'language', 'columns', 'token', 'filter']);
const isReference = (name: string) => name === 'ids' || (name.endsWith('_id') && name !== 'external_id');

/** The operations that write a text somebody may see, by the OpenAPI document. */
export function writing(): { name: string; method: string; path: string; schema: Schema }[] {
  return Object.entries(openapi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const schema = operation.requestBody?.content['application/json']?.schema;
      const name = `${method.toUpperCase()} ${path}`;
      if (!schema || noText.has(name) || textsOf(schema).length === 0) return [];
      return [{ name, method: method.toUpperCase(), path, schema }];
    }),
  );
}

/** Where free texts stand in a body: "contact.first_name", "lines.0.description". */
export function textsOf(schema: Schema, prefix = ''): string[] {
  return Object.entries(resolved(schema).properties ?? {}).flatMap(([name, property]) => {
    const own = resolved(property);
    if (noTextFields.has(name)) return [];
    if (isText(own)) return [prefix + name];
    if (own.items) return textsOf(own.items, `${prefix}${name}.0.`);
    return own.properties ? textsOf(own, `${prefix}${name}.`) : [];
  });
}

type Ids = Record<string, string>;

/** One body with a payload in every text that has not refused it. `turn` says which payload stands where. */
function body(schema: Schema, turn: number, refused: Set<string>, ids: Ids, planted: (field: string) => void, prefix = ''): object {
  const made: Record<string, unknown> = {};
  let at = turn;
  for (const [name, property] of Object.entries(resolved(schema).properties ?? {})) {
    const own = resolved(property);
    const path = prefix + name;
    const needed = resolved(schema).required?.includes(name) ?? false;
    at += 7;
    if (isReference(name)) {
      if (needed && name !== 'ids') made[name] = ids[name] ?? ids['account_id'];
    } else if (own.items && textsOf(own.items).length > 0 && !refused.has(path)) made[name] = [body(own.items, at, refused, ids, planted, `${path}.0.`)];
    else if (name === 'token' && ids['token']) made[name] = ids['token'];
    else if (own.properties && !refused.has(path)) made[name] = body(own, at, refused, ids, planted, `${path}.`);
    else if (isText(own) && !noTextFields.has(name)) {
      const payload = payloads[at % payloads.length] ?? '';
      if (!refused.has(path)) {
        made[name] = payload.slice(0, own.maxLength ?? 10_000);
        planted(path);
      } else if (needed || name === 'email') made[name] = plain(name, own, turn);
    } else if (name === 'password' && turn > 5) made[name] = 'a bridge of reeds'; // the first are invited: more of them in an hour are refused
    else if (needed || ['email', 'tax_code_id', 'billing_same_as_address'].includes(name)) made[name] = name === 'permissions' && !refused.has(path) ? ['customers.read'] : plain(name, own, turn);
  }
  if ('tax_code_id' in (resolved(schema).properties ?? {})) made['tax_code_id'] = ids['tax_code_id'];
  return made;
}

/** What a field is given that takes no free text. */
function plain(name: string, schema: Schema, turn: number): unknown {
  if (name === 'email') return `planted-${Date.now().toString(36)}-${turn}-${Math.random().toString(36).slice(2)}@xss.example`;
  if (schema.enum) return schema.enum[0];
  if (schema.pattern?.includes('{3}')) return 'EUR';
  if (schema.pattern) return 'DE';
  if (schema.format === 'decimal') return '1';
  if (schema.format === 'date') return '2026-11-22';
  if (schema.format === 'date-time') return '2026-11-22T12:00:00Z';
  const type = typeOf(schema);
  return type === 'boolean' ? false : type === 'integer' ? (schema.minimum ?? 1) : type === 'array' ? [] : type === 'object' ? {} : 'Plain';
}

const complaints = (answer: ApiAnswer) =>
  ((JSON.parse(answer.text || '{}') as { fields?: { field: string }[] }).fields ?? []).map(({ field }) => field);

const itemsOf = (answer: ApiAnswer) => (answer.status === 200 ? (JSON.parse(answer.text) as { items: Record<string, string>[] }).items : []);

/** Where the records are whose ids stand in paths and references. */
const listsOf = (guild: string, owner = 'none'): Ids => ({
  customer_id: '/customers', contact_id: '/contacts', product_id: '/products', tax_code_id: '/tax-codes?active=true', tag_id: '/tags', group_id: '/groups', estimate_id: '/estimates',
  activity_id: '/activities', view_id: '/views', access_owner_id: '/access-owners', spot_id: `/guilds/${guild}/spots`, role_set_id: `/guilds/${guild}/role-sets`, service_account_id: `/guilds/${guild}/service-accounts`,
  guild_group_id: `/access-owners/${owner}/guild-groups`, team_role_id: `/access-owners/${owner}/role-sets`, desk_case_id: '/desk-cases',
}); // prettier-ignore

/** What stands in paths and references, as one person sees it. */
async function idsOf(page: Page): Promise<Ids> {
  const me = JSON.parse((await ask(page, 'GET', '/me')).text) as { account: { id: string }; acting: { guild_id: string | null; spot_id: string | null } };
  const ids: Ids = { account_id: me.account.id, guild_id: me.acting.guild_id ?? '' };
  for (const [name, list] of Object.entries(listsOf(ids['guild_id'] ?? ''))) {
    const first = itemsOf(await ask(page, 'GET', list))[0];
    if (first?.['id']) ids[name] = first['id'];
  }
  if (!ids['guild_id']) ids['guild_id'] = itemsOf(await ask(page, 'GET', '/guilds'))[0]?.['id'] ?? '';
  return ids;
}

export interface Planted {
  /** By operation: the texts that took a payload, and those that none of the payloads got into. */
  fields: Map<string, { took: Set<string>; refused: Set<string> }>;
  /** By operation: the last answer that said no. */
  refusals: Map<string, string>;
  records: number;
  customers: string[];
  estimates: string[];
  /** Where reporters follow what they have reported. */
  reports: string[];
}

const needs = (schema: Schema) => (resolved(schema).required ?? []).filter((name) => name.endsWith('_id'));

async function plantBy(page: Page, who: Account, planted: Planted) {
  await page.context().clearCookies();
  await signIn(page, who);
  const ids = await idsOf(page);
  const operations = writing();
  for (const [place, operation] of [...operations, ...operations].entries()) {
    if ((planted.fields.get(operation.name)?.took.size ?? 0) > 0) continue;
    // what needs something that another operation makes waits for it
    if (place < operations.length && needs(operation.schema).some((name) => !ids[name])) continue;
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'none');
    if (path.includes('/none')) continue;
    await plant(page, operation, path, ids, planted);
  }
}

async function plant(page: Page, operation: ReturnType<typeof writing>[number], path: string, ids: Ids, planted: Planted) {
  const took = new Set<string>();
  const refused = new Set<string>();
  const times = operation.method === 'POST' ? payloads.length : 4;
  for (let turn = 0; turn < times; turn += 1) {
    const gone = new Set<string>();
    for (let tries = 0; tries < 6; tries += 1) {
      const sent = new Set<string>();
      const answer = await askWith(page, operation.method, path, body(operation.schema, turn, gone, ids, (field) => sent.add(field)));
      if (answer.status < 300) {
        for (const field of sent) took.add(field);
        planted.records += 1;
        keep(planted, operation.path, answer);
        know(ids, path, answer);
        break;
      }
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) return;
      planted.refusals.set(operation.name, `${answer.status} ${answer.text.slice(0, 600)}`);
      const told = complaints(answer);
      if (told.length === 0) break;
      for (const field of told) gone.add(field);
    }
    for (const field of gone) refused.add(field);
  }
  planted.fields.set(operation.name, { took, refused });
}

/** What was made first of its kind can be changed next. */
function know(ids: Ids, path: string, answer: ApiAnswer) {
  const { id: made, follow_up_url: link } = JSON.parse(answer.text || '{}') as { id?: string; follow_up_url?: string };
  if (link) ids['token'] ??= new URL(link).hash.slice(1);
  const name = Object.entries(listsOf(ids['guild_id'] ?? '', ids['access_owner_id'])).find(([, list]) => list.split('?')[0] === path)?.[0];
  if (made && name) ids[name] ??= made;
}

function keep(planted: Planted, path: string, answer: ApiAnswer) {
  const made = JSON.parse(answer.text || '{}') as { id?: string; customer?: { id: string }; follow_up_url?: string };
  if (made.follow_up_url) planted.reports.push(`/security/case${new URL(made.follow_up_url).hash}`);
  if (path === '/customers' && made.id) planted.customers.push(made.id);
  if (path === '/quick-customers' && made.customer) planted.customers.push(made.customer.id);
  if (path === '/estimates' && made.id) planted.estimates.push(made.id);
}

/** As `ask` does, with If-Match where something is changed. */
async function askWith(page: Page, method: string, path: string, sent: object): Promise<ApiAnswer> {
  return page.evaluate(
    async ({ verb, target, text }) => {
      const shared = globalThis as unknown as { csrf?: string };
      shared.csrf ??= ((await (await fetch('/api/v1/me')).json()) as { csrf_token: string }).csrf_token;
      const headers: Record<string, string> = { 'Content-Type': 'application/json', 'X-CSRF-Token': shared.csrf };
      if (verb === 'PATCH') headers['If-Match'] = '*';
      // Of the desk only so much is taken from one address; this machine is believed where somebody comes from.
      if (target.startsWith('/security-')) headers['X-Forwarded-For'] = `203.0.113.${String(Math.floor(Math.random() * 254) + 1)}`;
      const answer = await fetch(`/api/v1${target}`, { method: verb, headers, body: text });
      return { status: answer.status, text: await answer.text() };
    },
    { verb: method, target: path, text: JSON.stringify(sent) },
  );
}

/** Puts the payloads into every text field that the API has, each by somebody who may. */
export async function plantEverywhere(page: Page, baseURL: string): Promise<Planted> {
  const cast: Cast = await castOf(baseURL);
  const planted: Planted = { fields: new Map(), refusals: new Map(), records: 0, customers: [], estimates: [], reports: [] };
  for (const who of [cast.grace, cast.ada, cast.olga, cast.root]) await plantBy(page, who, planted);
  return planted;
}
