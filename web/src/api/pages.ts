import { useQueries, type QueryKey } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSteady } from '../ui/steady';

/* A list of any length, loaded where somebody looks: its pages are found one behind the other, each by the cursor that the one
   before it gave, and what is far from the view is forgotten again, but not where it began. */

interface PageOf<Row> {
  items: Row[];
  next?: string | null;
}

export const pageSize = 200;
const forgottenAfter = 60_000;

/** Where the pages of a list begin, as far as it has been walked through; ids stay known when their rows are forgotten. */
interface Walk {
  cursors: (string | undefined)[];
  ids: string[];
  /** How many there are, once the last one has been seen. */
  end: number | null;
}

const walks = new Map<string, Walk>();

function walkOf(name: string): Walk {
  const found = walks.get(name) ?? { cursors: [undefined], ids: [], end: null };
  if (walks.size > 50) walks.clear();
  walks.set(name, found);
  return found;
}

/** Takes a page in: what it says of the pages behind it may differ from what was known. */
export function walkOn(walk: Walk, page: number, { items, next }: PageOf<{ id: string }>) {
  items.forEach((item, at) => (walk.ids[page * pageSize + at] = item.id));
  if (!next) {
    walk.end = page * pageSize + items.length;
    walk.cursors.length = page + 1;
    walk.ids.length = walk.end;
  } else if (walk.cursors[page + 1] !== next) {
    walk.cursors.length = page + 1;
    walk.cursors.push(next);
    walk.end = null;
  }
}

/** The pages to have for these rows: those that are known, and the first unknown one as long as it is on the way. */
export function wanted(first: number, end: number, known: number, over: boolean): number[] {
  const from = Math.floor(first / pageSize);
  const to = Math.max(from, Math.ceil((end + pageSize / 2) / pageSize) - 1);
  const pages: number[] = [];
  for (let page = Math.min(from, known - 1); page <= Math.min(to, known - 1); page += 1) pages.push(page);
  if (!over && to >= known && !pages.includes(known - 1)) pages.push(known - 1);
  return pages;
}

export interface Paged<Row> {
  rows: readonly (Row | undefined)[];
  /** By place, also of rows that are not held now. */
  ids: readonly (string | undefined)[];
  ready: boolean;
  /** Whether the last one has been seen: then there are as many as there are rows. */
  over: boolean;
  error: Error | null;
  onShown: (first: number, end: number) => void;
}

type Fetch<Row> = (after: string | undefined, signal: AbortSignal) => Promise<PageOf<Row>>;

/** `total` is how many there are said to be, if that is known; rows that are not loaded yet have their place all the same. */
export function usePages<Row extends { id: string }>(key: QueryKey, fetchPage: Fetch<Row>, total: number | undefined): Paged<Row> {
  const name = JSON.stringify(key);
  const walk = walkOf(name);
  const [view, setView] = useState({ first: 0, end: 40 });
  const pages = wanted(view.first, view.end, walk.cursors.length, walk.end !== null);
  const results = useQueries({
    queries: pages.map((page) => {
      const after = walk.cursors[page];
      return { queryKey: [...key, after ?? null], queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(after, signal), gcTime: forgottenAfter };
    }),
  });
  const loaded = useSame(results.map((result) => result.data));
  loaded.forEach((data, at) => data && walkOn(walk, pages[at] ?? 0, data));
  const known = walk.end ?? Math.max(total ?? 0, walk.ids.length);
  const numbers = pages.join();
  const now = useMemo(() => rowsOf(numbers.split(',').map(Number), loaded, known), [numbers, loaded, known]);
  const ready = loaded.some((data) => data !== undefined);
  const [kept, setKept] = useState(now);
  if (ready && kept !== now) setKept(now);
  const onShown = useSteady((first: number, end: number) => setView({ first, end }));
  return { rows: ready ? now : kept, ids: walk.ids, ready, over: walk.end !== null, error: results.find((result) => result.error)?.error ?? null, onShown };
}

function rowsOf<Row>(pages: number[], loaded: readonly (PageOf<Row> | undefined)[], length: number): (Row | undefined)[] {
  const rows = new Array<Row | undefined>(length);
  loaded.forEach((data, at) => data?.items.forEach((item, place) => (rows[(pages[at] ?? 0) * pageSize + place] = item)));
  rows.length = length;
  return rows;
}

/** The same list as long as its members are the same. */
function useSame<Item>(items: readonly Item[]): readonly Item[] {
  const [held, setHeld] = useState(items);
  const same = held.length === items.length && held.every((item, at) => item === items[at]);
  if (!same) setHeld(items);
  return same ? held : items;
}
