import type { QueryClient } from '@tanstack/react-query';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Customer, Merge, MergeInput } from '../../api/types';
import { plural, t } from '../../i18n';
import { showToast } from '../../ui/toast';
import { forgetCustomers } from './queries';

export type Sides = NonNullable<MergeInput['fields']>;
export type SideField = keyof Sides;

/** The fields of which two customers say different things, in the order of the page. */
export const sideFields = ['name', 'status', 'kind', 'vat_number', 'phone', 'website', 'country', 'currency', 'language', 'payment_terms_days', 'external_id', 'address', 'billing_address', 'shipping_address'] as const satisfies SideField[];

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** Where both say something, and not the same: there one has to choose. */
export function differing(mine: Customer, other: Customer): SideField[] {
  return sideFields.filter((field) => !isNothing(mine[field]) && !isNothing(other[field]) && JSON.stringify(mine[field]) !== JSON.stringify(other[field]));
}

/** What a field will say. */
export function outcome(field: SideField, mine: Customer, other: Customer, sides: Sides): unknown {
  if (sides[field] === 'other') return other[field as keyof Customer];
  return isNothing(mine[field as keyof Customer]) ? other[field as keyof Customer] : mine[field as keyof Customer];
}

/** Whether what it will say is the other one's, and not what stood here. */
export function isOthers(field: SideField, mine: Customer, other: Customer, sides: Sides): boolean {
  return JSON.stringify(outcome(field, mine, other, sides) ?? null) !== JSON.stringify(mine[field as keyof Customer] ?? null);
}

export function merge(mine: Customer, other: Customer, fields: Sides, key: string): Promise<Merge> {
  return answerOf(
    api.POST('/customers/{customer_id}/merge', {
      params: { path: { customer_id: mine.id }, header: { ...atVersion(mine), 'Idempotency-Key': key } },
      body: { other_id: other.id, other_version: other.version, fields },
    }),
  );
}

/** Takes a merge back and says what stays since it was changed meanwhile. */
export async function takeBackMerge(queries: QueryClient, id: string) {
  try {
    const undone = await answerOf(api.POST('/merges/{merge_id}/undo', { params: { path: { merge_id: id } } }));
    const left = undone.conflicts.map((conflict) => conflict.name).join(', ');
    showToast(left === '' ? t('merge.undone', { name: undone.merged_name }) : `${plural('merge.kept', undone.conflicts.length)} ${left}`);
    await forgetCustomers(queries);
  } catch (failure) {
    showToast(messageOf(failure), null, 'error');
  }
}
