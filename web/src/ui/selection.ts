import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { rememberedPlace, rememberPlace } from './grid/memory';

/** Which rows are picked: these, or all that the filter finds, loaded or not. */
export interface Picked {
  ids: ReadonlySet<string>;
  all: boolean;
}

export const nothing: Picked = { ids: new Set(), all: false };

export interface Selection extends Picked {
  count: number;
  has: (id: string) => boolean;
  /** Picks or drops a row, which is then where ranges begin. */
  toggle: (index: number) => void;
  /** From where the last range began to here, in the order of the table. */
  reach: (index: number, from?: number) => void;
  pickLoaded: () => void;
  pickAll: () => void;
  clear: () => void;
}

/** What lies between two rows, both of them in; rows that are not loaded have no id yet. */
export function between(ids: readonly (string | undefined)[], from: number, to: number): string[] {
  return ids.slice(Math.min(from, to), Math.max(from, to) + 1).filter((id) => id !== undefined);
}

export function toggled(ids: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The picked rows of a table. `about` says what the table shows: when that changes, nothing is picked any more. */
export function useSelection(ids: readonly (string | undefined)[], total: number, about: string): Selection {
  const [held, setHeld] = useState(() => ({ about, picked: rememberedPlace()?.picked ?? nothing }));
  const picked = held.about === about ? held.picked : nothing;
  const anchor = useRef<number | null>(null);
  const now = useRef({ ids, picked });
  useEffect(() => {
    now.current = { ids, picked };
  });
  const set = useCallback((next: Picked) => {
    setHeld({ about, picked: next });
    rememberPlace({ picked: next });
  }, [about]);
  const acts = useMemo(() => ({
    toggle: (index: number) => {
      const id = now.current.ids[index];
      anchor.current = index;
      if (id !== undefined) set({ ids: toggled(now.current.picked.all ? new Set(between(now.current.ids, 0, Infinity)) : now.current.picked.ids, id), all: false });
    },
    reach: (index: number, from?: number) => {
      anchor.current ??= from ?? index;
      set({ ids: new Set(between(now.current.ids, anchor.current, index)), all: false });
    },
    pickLoaded: () => set({ ids: new Set(between(now.current.ids, 0, Infinity)), all: false }),
    pickAll: () => set({ ids: new Set(), all: true }),
    clear: () => {
      anchor.current = null;
      set(nothing);
    },
  }), [set]);
  return { ...picked, ...acts, count: picked.all ? total : picked.ids.size, has: (id) => picked.all || picked.ids.has(id) };
}
