import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { messageOf, Refusal } from '../../api/problem';
import { t } from '../../i18n';
import { showToast } from '../../ui/toast';

interface Versioned {
  id: string;
  version: number;
}

/** How a kind of record is changed where it stands. */
export interface Editing<Row extends Versioned, Change> {
  /** The beginning of the keys under which lists of it are kept, and of those that count it. */
  lists: readonly unknown[][];
  one: (id: string) => readonly unknown[];
  send: (row: Versioned, change: Change) => Promise<Versioned>;
  name: (row: Row) => string;
  /** What differs, in words: "Status: Former". */
  differences: (before: Row, after: Row) => string[];
  /** Where a change moves records between lists: these are read anew. */
  moved?: () => unknown;
}

export type Edit<Row, Change> = (row: Row, change: Change, back: Change) => Promise<void>;

/* Of one record only one change is on its way; the next one waits for the version that it gives. */
const underWay = new Map<string, Promise<Versioned | null>>();

interface Page {
  items: Versioned[];
}
type Held = Page | { pages: Page[]; pageParams: unknown[] };

function withRow(held: Held, row: Versioned): Held {
  if ('pages' in held) return { ...held, pages: held.pages.map((page) => inPage(page, row)) };
  return inPage(held, row);
}

function inPage(page: Page, row: Versioned): Page {
  const at = page.items.findIndex((item) => item.id === row.id);
  return at < 0 ? page : { ...page, items: page.items.with(at, { ...page.items[at], ...row }) };
}

function put<Row extends Versioned>(queries: QueryClient, { lists, one }: Pick<Editing<Row, unknown>, 'lists' | 'one'>, row: Versioned) {
  for (const queryKey of lists)
    queries.setQueriesData<Held>({ queryKey }, (held) => held && withRow(held, row));
  queries.setQueryData<Versioned>([...one(row.id)], (held) => held && { ...held, ...row });
}

interface Edits<Row, Change> {
  /**
   * Changes a record: it shows at once, can be undone for a while, goes back with a message if it is refused, and shows what
   * somebody else did meanwhile instead of overwriting it.
   */
  edit: Edit<Row, Change>;
  /** For forms: it shows when it is saved, can be undone then, and a refusal is thrown. */
  save: Edit<Row, Change>;
}

export function editsOf<Row extends Versioned, Change extends object>(queries: QueryClient, editing: Editing<Row, Change>): Edits<Row, Change> {
  const edit: Edit<Row, Change> = async (row, change, back) => {
    put(queries, editing, { ...row, ...change });
    await save(row, change, back).catch((failure: unknown) => refused(failure, row, change, back));
  };

  async function save(row: Row, change: Change, back: Change) {
    const before = underWay.get(row.id);
    const sending = (async () => editing.send(newer(await before, row), change))();
    underWay.set(row.id, sending.catch(() => null));
    const saved = { ...row, ...(await sending) };
    put(queries, editing, saved);
    editing.moved?.();
    showToast(t('edit.saved', { name: editing.name(saved) }), { label: t('action.undo'), run: () => void edit(saved, back, change) });
  }

  function refused(failure: unknown, row: Row, change: Change, back: Change) {
    const theirs = failure instanceof Refusal && failure.status === 412 ? (failure.problem.current as Partial<Row> | undefined) : undefined;
    if (!theirs) {
      put(queries, editing, row);
      showToast(t('edit.refused', { name: editing.name(row), why: reasonOf(failure) }), null, 'error');
      return;
    }
    const now = { ...row, ...theirs };
    put(queries, editing, now);
    const what = editing.differences(row, now).join(', ');
    const again = { label: t('edit.all_the_same'), run: () => void edit(now, change, back) };
    showToast(t('edit.stale', { name: editing.name(now), what: what || t('edit.something') }), again, 'error');
  }
  return { edit, save };
}

function newer(held: Versioned | null | undefined, row: Versioned): Versioned {
  return held && held.version > row.version ? held : row;
}

function reasonOf(failure: unknown): string {
  const field = failure instanceof Refusal ? failure.fields[0] : undefined;
  return field ? field.message : messageOf(failure);
}

export function useEdits<Row extends Versioned, Change extends object>(editing: Editing<Row, Change>): Edits<Row, Change> {
  const queries = useQueryClient();
  return useMemo(() => editsOf(queries, editing), [queries, editing]);
}

export function useEdit<Row extends Versioned, Change extends object>(editing: Editing<Row, Change>): Edit<Row, Change> {
  return useEdits(editing).edit;
}
