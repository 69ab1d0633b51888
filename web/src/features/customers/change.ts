import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf, Refusal } from '../../api/problem';
import type { Customer, CustomerChange } from '../../api/types';
import { t } from '../../i18n';
import { fieldMessages } from '../../ui/messages';
import { showToast } from '../../ui/toast';
import { customerById } from './queries';

type FieldName = keyof CustomerChange;

/** A change that met another person's: what they made of the same field. */
export interface Clash {
  field: FieldName;
  mine: CustomerChange;
  theirs: Customer;
}

function patch(customer: { id: string; version: number }, body: CustomerChange) {
  return answerOf(api.PATCH('/customers/{customer_id}', { params: { path: { customer_id: customer.id }, header: atVersion(customer) }, body }));
}

/** What the same fields said before: the way back. */
export function backOf(before: Customer, change: CustomerChange): CustomerChange {
  return Object.fromEntries(Object.keys(change).map((name) => [name, before[name as FieldName] ?? null]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** The customer as it is now, where somebody else was first. */
function currentOf(failure: unknown): Customer | null {
  if (!(failure instanceof Refusal) || failure.status !== 412) return null;
  return (failure.problem as { current?: Customer }).current ?? null;
}

/**
 * Changes one field of a customer: it shows at once, can be undone, and goes back with a message where it is refused. Where somebody
 * else has changed another field meanwhile it is simply sent again; where it was the same one, both are shown and one chooses.
 */
export function useCustomerChange(customer: Customer) {
  const queries = useQueryClient();
  const [refusals, setRefusals] = useState<Partial<Record<FieldName, string>>>({});
  const [clash, setClash] = useState<Clash | null>(null);
  const key = customerById(customer.id).queryKey;
  const keep = (saved: Customer) => {
    queries.setQueryData(key, saved);
    for (const list of ['list', 'board', 'search', 'timeline', 'duplicates']) void queries.invalidateQueries({ queryKey: ['customers', list] });
  };
  async function save(field: FieldName, change: CustomerChange, from: Customer, isUndo: boolean): Promise<void> {
    setRefusals((before) => ({ ...before, [field]: undefined }));
    setClash(null);
    queries.setQueryData(key, { ...from, ...change });
    try {
      const saved = await patch(from, change);
      keep(saved);
      if (!isUndo) showToast(t('customer.saved', { name: saved.name }), { label: t('action.undo'), run: () => void save(field, backOf(from, change), saved, true) });
    } catch (failure) {
      const theirs = currentOf(failure);
      queries.setQueryData(key, theirs ?? from);
      if (theirs && isSame(theirs[field], from[field])) return save(field, change, theirs, isUndo);
      if (theirs) setClash({ field, mine: change, theirs });
      else setRefusals((before) => ({ ...before, [field]: messageFor(failure, field) }));
    }
  }
  return {
    refusals,
    clash,
    change: (field: FieldName, change: CustomerChange) => void save(field, change, customer, false),
    keepMine: () => clash && void save(clash.field, clash.mine, clash.theirs, false),
    takeTheirs: () => setClash(null),
  };
}

function messageFor(failure: unknown, field: string): string {
  const messages = fieldMessages(failure);
  return messages[field] ?? Object.entries(messages).find(([name]) => name.startsWith(`${field}.`))?.[1] ?? messageOf(failure);
}
