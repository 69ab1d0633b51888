import type { Givable, RoleSet } from '../../api/types';
import { t, type Key } from '../../i18n';

/* What can be given, in words. Records and lists make a table of things and verbs; the rest stands line by line. */

export type Scope = Givable['scopes'][number];

const things: Partial<Record<string, Key>> = {
  customers: 'right.thing.customers', contacts: 'right.thing.contacts', notes: 'right.thing.notes', activities: 'right.thing.activities', estimates: 'right.thing.estimates',
  products: 'right.thing.products', tax_codes: 'right.thing.tax_codes', tags: 'right.thing.tags', groups: 'right.thing.groups',
}; // prettier-ignore

export const verbs = ['read', 'create', 'update', 'delete'] as const;
export type Verb = (typeof verbs)[number];
const verbNames: Record<Verb, Key> = { read: 'right.read', create: 'right.create', update: 'right.update', delete: 'right.delete' };
const verbHeads: Record<Verb, Key> = { read: 'right.head.read', create: 'right.head.create', update: 'right.head.update', delete: 'right.head.delete' };

const others: Partial<Record<string, Key>> = {
  'bulk_changes.run': 'right.bulk_changes.run', 'imports.run': 'right.imports.run', 'exports.run': 'right.exports.run', 'audit.read': 'right.audit.read',
  'guilds.update': 'right.guilds.update', 'spots.create': 'right.spots.create', 'spots.update': 'right.spots.update', 'builders.create': 'right.builders.create',
  'people.move': 'right.people.move', 'accounts.suspend': 'right.accounts.suspend', 'heads.create': 'right.heads.create', 'administrators.create': 'right.administrators.create',
  'role_sets.create': 'right.role_sets.create', 'role_sets.update': 'right.role_sets.update', 'role_sets.delete': 'right.role_sets.delete', 'role_sets.assign': 'right.role_sets.assign',
  'standing_grants.update': 'right.standing_grants.update', 'support_grants.create': 'right.support_grants.create', 'support_grants.delete': 'right.support_grants.delete',
  'settings.read': 'right.settings.read', 'guilds.read': 'right.guilds.read', 'spots.read': 'right.spots.read', 'events.read': 'right.events.read',
  'imports.read': 'right.imports.read', 'exports.read': 'right.exports.read', 'exports.create': 'right.exports.create', 'bulk_changes.read': 'right.bulk_changes.read',
  'service_accounts.create': 'right.service_accounts.create', 'service_accounts.update': 'right.service_accounts.update', 'service_accounts.delete': 'right.service_accounts.delete',
}; // prettier-ignore

const scopeNames: Record<Scope, Key> = { own: 'scope.own', spot: 'scope.spot', guild: 'scope.guild' };

export const scopeName = (scope: Scope) => t(scopeNames[scope]);
export const verbHead = (verb: Verb) => t(verbHeads[verb]);

export function thingName(thing: string): string {
  const key = things[thing];
  return key ? t(key) : thing;
}

/** "customers.read" → "See customers". An unknown one is shown as it is. */
export function rightName(permission: string): string {
  const other = others[permission];
  if (other) return t(other);
  const [thing = '', word = ''] = permission.split('.');
  const verb = verbs.find((each) => each === word);
  return verb && things[thing] ? t(verbNames[verb], { things: thingName(thing) }) : permission;
}

/** What a key may, in words: "See customers · Change notes (their own)". */
export function rightNames(permissions: string[]): string {
  const named = permissions.map((each) => {
    const [permission, scope] = each.split(':') as [string, Scope?];
    return scope ? `${rightName(permission)} (${scopeName(scope)})` : rightName(permission);
  });
  return named.join(' · ');
}

/** What a role gives, as the form holds it: how far by permission. */
export type Given = Partial<Record<string, Scope>>;

export function givenIn(permissions: RoleSet['permissions']): Given {
  return Object.fromEntries(permissions.map((each) => each.split(':') as [string, Scope]));
}

export function written(given: Given): string[] {
  return Object.entries(given).map(([permission, scope]) => `${permission}:${scope ?? 'own'}`);
}

export interface Row {
  thing: string;
  cells: Partial<Record<Verb, Givable>>;
}

/** The catalogue as a page: the table's rows, what else there is, and what is administration. */
export function pageOf(all: Givable[]): { rows: Row[]; lines: Givable[]; administration: Givable[] } {
  const rows: Row[] = [];
  const lines: Givable[] = [];
  for (const each of all) {
    const [thing = '', word = ''] = each.permission.split('.');
    const verb = verbs.find((known) => known === word);
    if (each.administrative || !things[thing] || !verb) {
      if (!each.administrative) lines.push(each);
      continue;
    }
    const row = rows.find((known) => known.thing === thing) ?? rows[rows.push({ thing, cells: {} }) - 1];
    if (row) row.cells[verb] = each;
  }
  return { rows, lines, administration: all.filter((each) => each.administrative) };
}

const order: readonly Scope[] = ['own', 'spot', 'guild'];

/** Nobody gives what it does not hold. */
export function mayGive(right: Givable, scope: Scope): boolean {
  return right.held !== null && right.held !== undefined && order.indexOf(scope) <= order.indexOf(right.held);
}
