import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { t } from '../i18n';
import { useGridKeys } from './grid_keys';
import { useNarrow } from './narrow';
import { rememberedPlace, type GridPlace, rememberPlace } from './grid_memory';

export interface Column<Row, Sort extends string = string> {
  id: string;
  header: string;
  /** A grid track: "minmax(180px, 2fr)". */
  width: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** Left out where there is little room. */
  wideOnly?: boolean;
  /** The API's name to sort by, where it can. */
  sort?: Sort;
}

export interface DataGridProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** How many rows there are in all, loaded or not; -1 if unknown. */
  total: number;
  sortedBy?: string;
  onSort?: (sort: string) => void;
  onOpen?: (row: Row) => void;
  onNearEnd?: () => void;
}

const rowHeight = 38;

/** A table of any length. Arrows move the cell, Enter opens the row or sorts by the heading, Home and End go to the ends. */
export function DataGrid<Row>({ columns: all, ...given }: DataGridProps<Row>) {
  const narrow = useNarrow();
  const columns = narrow ? all.filter((column) => !column.wideOnly) : all;
  const props = { ...given, columns };
  const { rows, rowKey, label, total } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [start] = useState(rememberedPlace);
  const keys = useGridKeys(props, scroller);
  const kept = keys.active.row;
  const withActive = useCallback((range: Range) => keepRow(range, kept), [kept]);
  // eslint-disable-next-line react-hooks/incompatible-library -- we do not use the compiler
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
    initialOffset: start?.top ?? 0,
    rangeExtractor: withActive,
    getItemKey: (index) => rowKey(rows[index] as Row),
  });
  useEffect(() => returnTo(scroller.current, start), [start]);
  const tracks = { '--columns': columns.map((column) => column.width).join(' ') };
  return (
    <div className="grid-scroll" ref={scroller} onScroll={(event) => onScrolled(event.currentTarget, props.onNearEnd)}>
      <div role="grid" aria-label={label} aria-rowcount={total < 0 ? -1 : total + 1} aria-colcount={columns.length} className="grid" style={tracks as React.CSSProperties} onKeyDown={keys.onKeyDown}>
        <GridHead columns={columns} keys={keys} {...(props.sortedBy ? { sortedBy: props.sortedBy } : {})} onSort={props.onSort} />
        <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <GridRow key={item.key} {...props} row={rows[item.index] as Row} index={item.index} top={item.start} keys={keys} />
          ))}
        </div>
      </div>
    </div>
  );
}

/* The row with the focus stays rendered however far it is scrolled away, so the focus is never lost. */
function keepRow(range: Range, row: number): number[] {
  const shown = defaultRangeExtractor(range);
  if (row < 0 || row >= range.count || shown.includes(row)) return shown;
  return row < range.startIndex ? [row, ...shown] : [...shown, row];
}

/* Where one came back to a table, one goes on in the same cell. The virtualizer renders its rows a moment after the table. */
function returnTo(scroller: HTMLElement | null, place: GridPlace | undefined) {
  if (!place || !scroller) return undefined;
  const timer = setTimeout(() => {
    if (document.activeElement !== document.body) return;
    scroller.querySelector<HTMLElement>(`[data-cell="${place.row}:${place.column}"]`)?.focus({ preventScroll: true });
  }, 60);
  return () => clearTimeout(timer);
}

function onScrolled(scroller: HTMLElement, onNearEnd: (() => void) | undefined) {
  rememberPlace({ top: scroller.scrollTop });
  if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 30 * rowHeight) onNearEnd?.();
}

type Keys = ReturnType<typeof useGridKeys>;

interface GridHeadProps<Row> {
  columns: Column<Row>[];
  keys: Keys;
  sortedBy?: string;
  onSort: ((sort: string) => void) | undefined;
}

function GridHead<Row>({ columns, keys, sortedBy = '', onSort }: GridHeadProps<Row>) {
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-row">
        {columns.map((column, at) => {
          const sorted = sortedBy.replace('-', '') === column.sort ? sortedBy : null;
          const cell = keys.cell(-1, at);
          return (
            <div key={column.id} role="columnheader" className={cellClass(column)} aria-sort={ariaSort(column, sorted)} {...(column.sort ? {} : cell)}>
              {column.sort ? (
                <button type="button" className="sort" {...cell} onClick={() => onSort?.(nextSort(column.sort ?? '', sorted))}>
                  {column.header}
                  <span aria-hidden="true">{sorted === null ? '' : sorted.startsWith('-') ? '↓' : '↑'}</span>
                  <span className="visually-hidden">{t('grid.sort')}</span>
                </button>
              ) : (
                column.header
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function ariaSort(column: { sort?: string }, sorted: string | null) {
  if (!column.sort) return undefined;
  if (sorted === null) return 'none' as const;
  return sorted.startsWith('-') ? ('descending' as const) : ('ascending' as const);
}

function nextSort(sort: string, sorted: string | null): string {
  return sorted === sort ? `-${sort}` : sort;
}

function cellClass(column: { numeric?: boolean }): string {
  return `grid-cell${column.numeric ? ' number' : ''}`;
}

interface GridRowProps<Row> extends DataGridProps<Row> {
  row: Row;
  index: number;
  top: number;
  keys: Keys;
}

function GridRow<Row>({ columns, row, index, top, keys, onOpen }: GridRowProps<Row>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`grid-row${onOpen ? ' opens' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => !(event.target as Element).closest('a, button') && onOpen?.(row)}
    >
      {columns.map((column, at) => (
        <div key={column.id} role="gridcell" className={cellClass(column)} {...keys.cell(index, at)}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}
