import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { cellName, rowHeight, rowOf, type Column, type Rows } from './grid/column';
import { GridHead } from './grid/GridHead';
import { GridRow } from './grid/GridRow';
import { rememberedPlace, rememberPlace, type GridPlace } from './grid/memory';
import { useGridActs } from './grid/use_acts';
import { useShownRows } from './grid/window';
import { useNarrow } from './narrow';
import type { Selection } from './selection';
import { InCell } from './Time';

export type { Column } from './grid/column';

export interface DataGridProps<Row> {
  label: string;
  /** What the table shows, in any words: when that changes it begins at its top. */
  about?: string;
  columns: Column<Row>[];
  rows: Rows<Row>;
  rowKey: (row: Row) => string;
  /** How many rows there are in all, loaded or not; -1 if unknown. */
  total: number;
  sortedBy?: string;
  onSort?: (sort: string) => void;
  onOpen?: (row: Row) => void;
  onNearEnd?: () => void;
  /** Which rows are about to be seen, so that they can be loaded. */
  onShown?: (first: number, end: number) => void;
  selection?: Selection;
  /** Space: a look at the row without leaving the table. */
  onPeek?: (row: Row) => void;
  /** The row that the keyboard has come to. */
  onActive?: (row: Row) => void;
  onEdit?: (row: Row, column: string, value: string) => void;
}

/**
 * A table of any length. Arrows move the cell; Enter changes it, or opens the row where it cannot be changed or is the row's name;
 * F2 changes the name too; Space peeks; Shift with arrows or the mouse picks a range, Shift+Space one row, Ctrl+A all that are loaded.
 */
export function DataGrid<Row>({ columns: all, ...given }: DataGridProps<Row>) {
  const narrow = useNarrow();
  const columns = useMemo(() => (narrow ? all.filter((column) => !column.wideOnly) : all), [all, narrow]);
  const props = { ...given, columns };
  const { rows, label, total, selection } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [start] = useState(rememberedPlace);
  const acts = useGridActs(props, scroller);
  const shown = useShownRows(scroller, rows.length, start?.top ?? 0);
  const { onShown } = props;
  useEffect(() => onShown?.(shown.first, shown.end), [onShown, shown.first, shown.end]);
  useEffect(() => returnTo(scroller.current, start), [start]);
  useTop(scroller, given.about);
  const tracks = { '--columns': columns.map((column) => column.width).join(' ') };
  const { active, editing } = acts;
  const row = (index: number) => (
    <GridRow
      key={index}
      row={rowOf(rows, index)}
      index={index}
      columns={columns}
      active={index === active.row ? active.column : -1}
      editing={editing && index === active.row ? active.column : -1}
      picked={selection && isPicked(selection, rowOf(rows, index), props.rowKey)}
      opens={props.onOpen !== undefined}
      onEdited={acts.onEdited}
    />
  );
  return (
    <div className="grid-scroll" ref={scroller} onScroll={(event) => onScrolled(event.currentTarget, props.onNearEnd)}>
      <div role="grid" aria-label={label} aria-multiselectable={selection ? true : undefined} aria-rowcount={total < 0 ? -1 : total + 1} aria-colcount={columns.length} className="grid" style={tracks as React.CSSProperties} {...acts.listeners}>
        <GridHead columns={columns} active={active.row < 0 ? active.column : -1} sortedBy={props.sortedBy} onSort={props.onSort} picked={selection && (selection.all || (rows.length > 0 && selection.count === rows.length))} onPick={acts.onPickAll} />
        <div role="rowgroup" className="grid-body" style={{ height: rows.length * rowHeight }}>
          <InCell value>{withActive(shown.first, shown.end, active.row, rows.length).map(row)}</InCell>
        </div>
      </div>
    </div>
  );
} // prettier-ignore

/* The row with the focus stays rendered however far it is scrolled away, so the focus is never lost. */
function withActive(first: number, end: number, active: number, count: number): number[] {
  const indices = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  if (active < 0 || active >= count || (active >= first && active < end)) return indices;
  return active < first ? [active, ...indices] : [...indices, active];
}

function useTop(scroller: RefObject<HTMLElement | null>, about: string | undefined) {
  const before = useRef(about);
  useEffect(() => {
    if (before.current !== about) scroller.current?.scrollTo({ top: 0 });
    before.current = about;
  }, [scroller, about]);
}

function isPicked<Row>(selection: Selection, row: Row | undefined, rowKey: (row: Row) => string): boolean {
  return selection.all || (row !== undefined && selection.has(rowKey(row)));
}

/* Where one came back to a table, one goes on in the same cell, as soon as it is there. */
function returnTo(scroller: HTMLElement | null, place: GridPlace | undefined) {
  if (!place || !scroller) return undefined;
  const timer = setTimeout(() => {
    if (document.activeElement !== document.body) return;
    scroller.querySelector<HTMLElement>(`[data-cell="${cellName(place)}"]`)?.focus({ preventScroll: true });
  }, 60);
  return () => clearTimeout(timer);
}

function onScrolled(scroller: HTMLElement, onNearEnd: (() => void) | undefined) {
  rememberPlace({ top: scroller.scrollTop });
  if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 30 * rowHeight) onNearEnd?.();
}
