import { useState, type KeyboardEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { DataGridProps } from './DataGrid';
import { rememberedPlace, rememberPlace } from './grid_memory';

export interface Cell {
  /** -1 is the heading. */
  row: number;
  column: number;
}

const rowHeight = 38;

function move(key: string, control: boolean, from: Cell, rows: number, columns: number, page: number): Cell | null {
  const { row, column } = from;
  switch (key) {
    case 'ArrowDown': return { row: row + 1, column };
    case 'ArrowUp': return { row: row - 1, column };
    case 'ArrowRight': return { row, column: column + 1 };
    case 'ArrowLeft': return { row, column: column - 1 };
    case 'PageDown': return { row: row + page, column };
    case 'PageUp': return { row: Math.max(0, row - page), column };
    case 'Home': return { row: control ? 0 : row, column: 0 };
    case 'End': return { row: control ? rows - 1 : row, column: columns - 1 };
    default: return null;
  } // prettier-ignore
}

/** One cell of a grid is in the tab order; keys move it. */
export function useGridKeys<Row>({ rows, columns, onOpen }: DataGridProps<Row>, scroller: RefObject<HTMLDivElement | null>) {
  const [active, setCell] = useState<Cell>(() => rememberedPlace() ?? { row: 0, column: 0 });
  const setActive = (cell: Cell) => {
    setCell(cell);
    rememberPlace(cell);
  };
  const current = { row: Math.min(active.row, rows.length - 1), column: Math.min(active.column, columns.length - 1) };

  function focusCell(to: Cell) {
    const cell = { row: clamp(to.row, -1, rows.length - 1), column: clamp(to.column, 0, columns.length - 1) };
    reveal(scroller.current, cell.row);
    flushSync(() => setActive(cell));
    const find = () => scroller.current?.querySelector<HTMLElement>(`[data-cell="${cell.row}:${cell.column}"]`);
    find()?.focus({ preventScroll: cell.row >= 0 });
  }

  function onKeyDown(event: KeyboardEvent) {
    const mirrored = getComputedStyle(event.currentTarget).direction === 'rtl' ? mirror(event.key) : event.key;
    const page = Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2;
    const to = event.altKey ? null : move(mirrored, event.ctrlKey || event.metaKey, current, rows.length, columns.length, page);
    const row = rows[current.row];
    if (to) focusCell(to);
    else if (event.key === 'Enter' && row !== undefined && current.row >= 0) onOpen?.(row);
    else return;
    event.preventDefault();
  }

  function cell(row: number, column: number) {
    const isActive = row === current.row && column === current.column;
    return { 'data-cell': `${row}:${column}`, tabIndex: isActive ? 0 : -1, onFocus: () => !isActive && setActive({ row, column }) };
  }

  return { active: current, cell, onKeyDown };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function mirror(key: string): string {
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;
}

/** Scrolls so that the row is wholly below the heading and above the end. */
function reveal(scroller: HTMLElement | null, row: number) {
  if (!scroller || row < 0) return;
  const top = row * rowHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + 2 * rowHeight > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + 2 * rowHeight - scroller.clientHeight;
}
