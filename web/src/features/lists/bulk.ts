import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { BulkChange, BulkInput } from '../../api/types';
import { plural, t } from '../../i18n';
import { showToast } from '../../ui/toast';

/* A change of many records runs on the server and goes on whatever page one looks at. Here it is begun, watched and told. */

export interface BulkStand {
  running: BulkChange | null;
  /** One that is over and did not do all: its failures are to be read. */
  told: BulkChange | null;
}

let stand: BulkStand = { running: null, told: null };
const listeners = new Set<() => void>();

function set(change: Partial<BulkStand>) {
  stand = { ...stand, ...change };
  listeners.forEach((listener) => listener());
}

export function useBulk(): BulkStand {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, () => stand);
} // prettier-ignore

export const readFailures = () => set({ told: null });

const path = (id: string) => ({ params: { path: { bulk_change_id: id } } });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function watch(begun: BulkChange): Promise<BulkChange> {
  let now = begun;
  for (let wait = 100; now.state === 'running' && !now.resumable; wait = Math.min(wait * 1.5, 1000)) {
    set({ running: now });
    await pause(wait);
    now = await answerOf(api.GET('/bulk-changes/{bulk_change_id}', path(now.id)));
  }
  set({ running: null });
  return now;
}

function toldOf(queries: QueryClient, { kind }: BulkChange) {
  void queries.invalidateQueries({ queryKey: [kind] });
}

/** Changes many records, shows how far it is, says what failed, and can be taken back. */
export async function runBulk(queries: QueryClient, body: BulkInput) {
  try {
    const key = { header: { 'Idempotency-Key': crypto.randomUUID() } };
    const over = await watch(await answerOf(api.POST('/bulk-changes', { params: key, body })));
    toldOf(queries, over);
    showToast(plural('bulk.changed', over.changed), over.changed > 0 ? { label: t('action.undo'), run: () => void undoBulk(queries, over) } : null);
    if (over.failed > 0) set({ told: over });
  } catch (failure) {
    set({ running: null });
    showToast(messageOf(failure), null, 'error');
  }
}

export async function undoBulk(queries: QueryClient, change: BulkChange) {
  try {
    const over = await watch(await answerOf(api.POST('/bulk-changes/{bulk_change_id}/undo', path(change.id))));
    toldOf(queries, over);
    showToast(plural('bulk.restored', over.restored));
    set({ told: over.kept > 0 ? over : null });
  } catch (failure) {
    set({ running: null });
    showToast(messageOf(failure), null, 'error');
  }
}

export async function cancelBulk(change: BulkChange) {
  await answerOf(api.POST('/bulk-changes/{bulk_change_id}/cancellation', path(change.id))).catch((failure: unknown) => showToast(messageOf(failure), null, 'error'));
}
