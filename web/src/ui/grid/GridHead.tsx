import { t } from '../../i18n';
import { cellName, type Column } from './column';

interface GridHeadProps<Row> {
  columns: Column<Row>[];
  /** The column of the heading that the keyboard is in, -1 for none. */
  active: number;
  sortedBy?: string | undefined;
  onSort: ((sort: string) => void) | undefined;
  /** Whether all loaded rows are picked; undefined where none can be. */
  picked: boolean | undefined;
  onPick: () => void;
}

/** The headings: they stay above the rows, sort, and pick all. */
export function GridHead<Row>({ columns, active, sortedBy = '', onSort, picked, onPick }: GridHeadProps<Row>) {
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row">
        {columns.map((column, at) => {
          const sorted = sortedBy.replace('-', '') === column.sort ? sortedBy : null;
          const place = { 'data-cell': cellName({ row: -1, column: at }), tabIndex: at === active ? 0 : -1 };
          return (
            <div key={column.id} role="columnheader" className={cellClass(column, at)} aria-sort={ariaSort(column, sorted)} {...(column.sort ? {} : place)}>
              {at === 0 && picked !== undefined && <input type="checkbox" className="pick" tabIndex={-1} aria-label={t('grid.pick_all')} checked={picked} onChange={onPick} />}
              {column.sort ? <SortButton column={column} sorted={sorted} place={place} onSort={onSort} /> : column.header}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface SortButtonProps {
  column: { sort?: string; header: string };
  sorted: string | null;
  place: object;
  onSort: ((sort: string) => void) | undefined;
}

function SortButton({ column, sorted, place, onSort }: SortButtonProps) {
  const sort = column.sort ?? '';
  return (
    <button type="button" className="sort" {...place} onClick={() => onSort?.(sorted === sort ? `-${sort}` : sort)}>
      {column.header}
      <span aria-hidden="true">{sorted === null ? '' : sorted.startsWith('-') ? '↓' : '↑'}</span>
      <span className="visually-hidden">{t('grid.sort')}</span>
    </button>
  );
}

function ariaSort(column: { sort?: string }, sorted: string | null) {
  if (!column.sort) return undefined;
  if (sorted === null) return 'none' as const;
  return sorted.startsWith('-') ? ('descending' as const) : ('ascending' as const);
}

export function cellClass(column: { numeric?: boolean }, at: number): string {
  return `grid-cell${column.numeric ? ' number' : ''}${at === 0 ? ' stays' : ''}`;
}
