import { useQueries, type QueryKey } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Rows } from '../ui/grid/column';
import { useSteady } from '../ui/steady';
import { newWalk, placesFor, rowAt, turningPoint, walkOn, type PageOf, type Place, type Walk } from './walk';

/* A list of any length, loaded where somebody looks; what is far from the view is forgotten again, but not where it began. */

const forgottenAfter = 60_000;

/** Both ways through a list, and which record lies where as far as that is known. */
interface Walks {
  head: Walk;
  tail: Walk;
  ids: (string | undefined)[];
  total: number | undefined;
}

const kept = new Map<string, Walks>();

/* Counted from the end, rows lie elsewhere as soon as there are more or fewer of them. */
function walksOf(name: string, total: number | undefined): Walks {
  const found = kept.get(name) ?? { head: newWalk(), tail: newWalk(), ids: [], total };
  if (kept.size > 50) kept.clear();
  kept.set(name, found);
  if (found.total === total) return found;
  const walks = { head: found.head, tail: newWalk(), ids: [...found.head.ids], total };
  kept.set(name, walks);
  return walks;
}

function takeIn({ head, tail, ids }: Walks, place: Place, page: PageOf<{ id: string }>, total: number) {
  walkOn(place.backwards ? tail : head, place.page, page);
  page.items.forEach(({ id }, at) => (ids[rowAt(place, at, total)] = id));
  if (head.end !== null) ids.length = head.end;
}

export interface Paged<Row> {
  rows: Rows<Row>;
  /** Those that are held. */
  loaded: readonly Row[];
  /** By place, also of rows that are not held now. */
  ids: readonly (string | undefined)[];
  ready: boolean;
  /** Whether the last one has been seen: then there are as many as there are rows. */
  over: boolean;
  error: Error | null;
  onShown: (first: number, end: number) => void;
}

type Fetch<Row> = (after: string | undefined, signal: AbortSignal, backwards: boolean) => Promise<PageOf<Row>>;

/**
 * `size` is how many there are said to be; rows that are not loaded yet have their place all the same. Where that is no guess, what
 * lies beyond the middle is fetched from the end.
 */
export function usePages<Row extends { id: string }>(key: QueryKey, fetchPage: Fetch<Row>, size: { count: number; exact: boolean } | undefined): Paged<Row> {
  const total = size?.exact ? size.count : undefined;
  const walks = walksOf(JSON.stringify(key), total);
  const { head, tail } = walks;
  const [view, setView] = useState({ first: 0, end: 40 });
  const turn = turningPoint(head, total);
  const places = placesFor(view, total ?? 0, turn, head, tail);
  const results = useQueries({
    queries: places.map(({ backwards, page }) => {
      const after = (backwards ? tail : head).cursors[page];
      return { queryKey: [...key, backwards, after ?? null], queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(after, signal, backwards), gcTime: forgottenAfter };
    }),
  });
  const loaded = useSame(results.map((result) => result.data));
  loaded.forEach((data, at) => data && places[at] && takeIn(walks, places[at], data, total ?? 0));
  const known = head.end ?? Math.max(size?.count ?? 0, head.ids.length);
  const named = JSON.stringify(places);
  const now = useMemo(() => rowsOf(JSON.parse(named) as Place[], loaded, known), [named, loaded, known]);
  const ready = loaded.some((data) => data !== undefined);
  const [held, setHeld] = useState(now);
  if (ready && held !== now) setHeld(now);
  const onShown = useSteady((first: number, end: number) => setView({ first, end }));
  return { ...(ready ? now : held), ids: walks.ids, ready, over: head.end !== null, error: results.find((result) => result.error)?.error ?? null, onShown };
}

/* A list of half a million costs what is loaded of it. */
function rowsOf<Row>(places: Place[], pages: readonly (PageOf<Row> | undefined)[], length: number): { rows: Rows<Row>; loaded: Row[] } {
  const held = new Map<number, Row>();
  pages.forEach((page, at) => {
    const place = places[at];
    if (place) page?.items.forEach((item, number) => held.set(rowAt(place, number, length), item));
  });
  return { rows: { length, at: (index) => (index < length ? held.get(index) : undefined) }, loaded: [...held.values()] };
}

/** The same list as long as its members are the same. */
function useSame<Item>(items: readonly Item[]): readonly Item[] {
  const [held, setHeld] = useState(items);
  const same = held.length === items.length && held.every((item, at) => item === items[at]);
  if (!same) setHeld(items);
  return same ? held : items;
}
