/* A long list is walked through page by page, each found by the cursor that the one before it gave: from its beginning, and from its end. */

export interface PageOf<Row> {
  items: Row[];
  next?: string | null;
}

export const pageSize = 200;

/** Where the pages of a list begin, as far as it has been walked through; ids stay known when their rows are forgotten. */
export interface Walk {
  cursors: (string | undefined)[];
  ids: string[];
  /** How many there are, once the last one has been seen. */
  end: number | null;
}

export const newWalk = (): Walk => ({ cursors: [undefined], ids: [], end: null });

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

/** From which row on a list of known length is nearer to its end; nothing of a short one is. */
export function turningPoint(walk: Walk, total: number | undefined): number {
  if (total === undefined || walk.end !== null || total <= 2 * pageSize) return Infinity;
  return Math.max(Math.ceil(total / 2), walk.cursors.length * pageSize);
}

/** Pages from either end of a list. */
export interface Place {
  backwards: boolean;
  page: number;
}

export function placesFor(view: { first: number; end: number }, total: number, turn: number, head: Walk, tail: Walk): Place[] {
  const places: Place[] = [];
  if (view.first < turn) for (const page of wanted(view.first, Math.min(view.end, turn), head.cursors.length, head.end !== null)) places.push({ backwards: false, page });
  if (view.end > turn) for (const page of wanted(total - view.end, total - Math.max(view.first, turn), tail.cursors.length, tail.end !== null)) places.push({ backwards: true, page });
  return places;
}

/** Where a row of a page lies in the whole list. */
export function rowAt({ backwards, page }: Place, at: number, total: number): number {
  const place = page * pageSize + at;
  return backwards ? total - 1 - place : place;
}
