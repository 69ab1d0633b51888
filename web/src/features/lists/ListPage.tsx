import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { usePages } from '../../api/pages';
import { messageOf } from '../../api/problem';
import { useTitle } from '../../app/title';
import { showNumber, t, withWords } from '../../i18n';
import { DataGrid } from '../../ui/DataGrid';
import { useSelection } from '../../ui/selection';
import type { BulkProps, ListDefinition, Size } from './definition';
import { ListBar } from './ListBar';
import { chosenColumns, type Filter, type ListSearch } from './url';

const BulkProgress = lazy(() => withWords(import('./BulkProgress')).then((module) => ({ default: module.BulkProgress })));
const Peek = lazy(() => withWords(import('./Peek')).then((module) => ({ default: module.Peek })));

export interface ListPageProps<Row extends { id: string }> {
  definition: ListDefinition<Row>;
  search: ListSearch;
  onSearch: (search: ListSearch, replace?: boolean) => void;
  fetchPage: (filter: Filter, after: string | undefined, signal: AbortSignal) => Promise<{ items: Row[]; next?: string | null }>;
  fetchCount: (filter: Filter, signal: AbortSignal) => Promise<Size>;
  onOpen?: (row: Row) => void;
  onEdit?: (row: Row, column: string, value: string) => void;
  /** The facts of a row, for a look in passing. */
  peek: (row: Row) => ReactNode;
  nameOf: (row: Row) => string;
  /** What stands here while there is nothing at all. */
  empty: ReactNode;
  actions?: ReactNode;
  /** What is to be said of all of it. */
  above?: ReactNode;
  /** What can be done with picked rows; without it none can be picked. */
  bulk?: (props: BulkProps) => ReactNode;
  board?: (filter: Filter) => ReactNode;
}

/** A list of records: search, filters, saved views, and a table of any length or a board. */
export function ListPage<Row extends { id: string }>(props: ListPageProps<Row>) {
  const { definition, search, onSearch, board } = props;
  useTitle(definition.title);
  const filter = useFilter(definition, search);
  const count = useQuery({ queryKey: [definition.list, 'count', { ...filter, sort: undefined }], queryFn: ({ signal }) => props.fetchCount({ ...filter, sort: undefined }, signal), placeholderData: keepPreviousData });
  const size = count.isPlaceholderData ? undefined : count.data;
  const onBoard = board !== undefined && search['as'] === 'board';
  return (
    <>
      <ListBar definition={definition} search={search} size={count.data} onSearch={onSearch} actions={props.actions} />
      <Suspense>{props.above}</Suspense>
      {onBoard ? <Suspense fallback={<div className="loading" role="progressbar" aria-label={t('state.loading')} />}>{board({ ...filter, sort: undefined })}</Suspense> : <Table {...props} filter={filter} size={size} />}
    </>
  );
} // prettier-ignore

function useFilter<Row>(definition: ListDefinition<Row>, search: ListSearch): Filter {
  const names = ['search', 'sort', ...definition.filters.map((field) => field.name)];
  const text = JSON.stringify(names.map((name) => [name, search[name]]).filter(([, value]) => value !== undefined));
  return useMemo(() => Object.fromEntries(JSON.parse(text) as [string, string][]), [text]);
}

interface TableProps<Row extends { id: string }> extends ListPageProps<Row> {
  filter: Filter;
  size: Size | undefined;
}

function Table<Row extends { id: string }>(props: TableProps<Row>) {
  const { definition, search, filter, onSearch } = props;
  const paged = usePages<Row>([definition.list, 'list', filter], (after, signal, backwards) => props.fetchPage(backwards ? reversed(filter, definition.usualSort) : filter, after, signal), props.size);
  const columns = useColumns(definition, search);
  const about = JSON.stringify(filter);
  const selection = useSelection(paged.ids, paged.rows.length, about);
  const peeking = usePeek(paged.loaded);
  if (paged.error && !paged.ready) return <p className="notice">{messageOf(paged.error)}</p>;
  if (paged.ready && paged.rows.length === 0) return Object.keys(filter).some((name) => name !== 'sort') ? <NothingFits onClear={() => onSearch({})} /> : <Suspense>{props.empty}</Suspense>;
  return (
    <div className="list-body" onKeyDownCapture={peeking.onKeyDown}>
      <DataGrid
        label={definition.title}
        about={about}
        columns={columns}
        rows={paged.rows}
        rowKey={(row) => row.id}
        total={paged.rows.length}
        sortedBy={search['sort'] ?? definition.usualSort}
        onSort={(sort) => onSearch({ ...search, sort: sort === definition.usualSort ? undefined : sort })}
        onShown={paged.onShown}
        onPeek={peeking.toggle}
        onActive={peeking.follow}
        {...(props.bulk ? { selection } : {})}
        {...(props.onOpen ? { onOpen: props.onOpen } : {})}
        {...(props.onEdit ? { onEdit: props.onEdit } : {})}
      />
      <Suspense>
        {peeking.row && <Peek name={props.nameOf(peeking.row)} onClose={peeking.close} onOpen={props.onOpen && (() => peeking.row && props.onOpen?.(peeking.row))}>{props.peek(peeking.row)}</Peek>}
        {selection.count > 0 && props.bulk?.({ selection, filter, total: { count: paged.rows.length, exact: paged.over || props.size?.exact !== false } })}
      </Suspense>
      <Suspense>{props.bulk && <BulkProgress />}</Suspense>
      <p className="visually-hidden" role="status">
        {paged.ready && t('grid.shown', { shown: showNumber(paged.rows.length) })}
      </p>
    </div>
  );
} // prettier-ignore

/* The same list from its end. */
function reversed(filter: Filter, usual: string): Filter {
  const sort = filter['sort'] ?? usual;
  return { ...filter, sort: sort.startsWith('-') ? sort.slice(1) : `-${sort}` };
}

function useColumns<Row>({ columns, usual }: ListDefinition<Row>, search: ListSearch) {
  const chosen = chosenColumns(search, columns.map((column) => column.id), usual).join(); // prettier-ignore
  return useMemo(() => chosen.split(',').flatMap((id) => columns.find((column) => column.id === id) ?? []), [columns, chosen]);
}

/* Space looks at a row; while one looks, the panel goes along with the keyboard. Esc ends it before it does anything else. */
function usePeek<Row extends { id: string }>(loaded: readonly Row[]) {
  const [seen, setSeen] = useState<Row | null>(null);
  const row = seen && (loaded.find((other) => other.id === seen.id) ?? seen);
  const close = () => setSeen(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !seen || (event.target as Element).closest('.cell-editor, .popup')) return;
    event.stopPropagation();
    close();
  };
  return { row, close, onKeyDown, toggle: (next: Row) => setSeen(seen?.id === next.id ? null : next), follow: (next: Row) => seen && setSeen(next) };
}

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <div className="page-note">
      <h2>{t('list.none_found')}</h2>
      <p className="muted">{t('list.none_found_text')}</p>
      <button type="button" className="button" onClick={onClear}>
        {t('list.show_all')}
      </button>
    </div>
  );
}
