import type { QueryKey } from '@tanstack/react-query';

/* Which of the answers that are held may say something else now. */

export interface Change {
  /** "customers/<id>": a record by its table, as the audit trail names it. */
  object: string;
}

const held: Record<string, string[]> = {
  customers: ['customers', 'contacts', 'estimates', 'activities', 'search', 'trash'],
  contacts: ['customers', 'contacts', 'search', 'trash'],
  notes: ['customers', 'trash'],
  activities: ['activities', 'customers', 'search', 'trash'],
  estimates: ['estimates', 'customers', 'search', 'trash'],
  estimate_lines: ['estimates'],
  products: ['products', 'search'],
  tax_codes: ['tax-codes'],
  tags: ['tags', 'customers'],
  groups: ['groups', 'customers'],
  views: ['views'],
  imports: ['imports'],
  settings: ['guild'],
};

const isId = (part: unknown): part is string => typeof part === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part);

/** Tells by its key whether an answer may be older than these changes. What is about one record of a kind is touched by that record alone. */
export function touchedBy(changes: readonly Change[]): (key: QueryKey) => boolean {
  const roots = new Map<string, Set<string> | 'all'>();
  for (const { object } of changes) {
    const [kind = '', id = ''] = object.split('/');
    for (const root of held[kind] ?? [kind]) {
      const known = roots.get(root) ?? new Set<string>();
      roots.set(root, root === kind && known !== 'all' ? known.add(id) : 'all');
    }
  }
  return ([root, , about]) => {
    const ids = roots.get(String(root));
    return ids !== undefined && (ids === 'all' || !isId(about) || ids.has(about));
  };
}
