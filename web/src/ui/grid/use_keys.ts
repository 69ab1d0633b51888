import { useState, type KeyboardEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { cellName, cellOf, rowHeight, type Cell } from './column';
import { following, mirrored, moved, within } from './keys';
import { rememberedPlace, rememberPlace } from './memory';

interface Size {
  rows: number;
  columns: number;
}

/** One cell of a table is in the tab order; keys move it, and it is in view. */
export function useActiveCell({ rows, columns }: Size, scroller: RefObject<HTMLDivElement | null>) {
  const [held, setHeld] = useState<Cell>(() => rememberedPlace() ?? { row: 0, column: 0 });
  const active = { row: Math.min(held.row, rows - 1), column: Math.min(held.column, columns - 1) };

  function enter(cell: Cell) {
    if (cell.row === active.row && cell.column === active.column) return;
    setHeld(cell);
    rememberPlace(cell);
  }

  /** Goes there and takes the focus along. */
  function go(to: Cell): Cell {
    const cell = within(to, rows, columns);
    reveal(scroller.current, cell);
    rememberPlace({ top: scroller.current?.scrollTop ?? 0 });
    flushSync(() => enter(cell));
    scroller.current?.querySelector<HTMLElement>(`[data-cell="${cellName(cell)}"]`)?.focus({ preventScroll: cell.row >= 0 });
    return cell;
  }

  /** Whether the key was one that moves. */
  function onMove(event: KeyboardEvent): Cell | null {
    if (event.altKey) return null;
    const key = getComputedStyle(event.currentTarget).direction === 'rtl' ? mirrored(event.key) : event.key;
    const page = Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2;
    const to = moved(key, event.ctrlKey || event.metaKey, active, rows, columns, page);
    return to && go(to);
  }

  return { active, go, onMove, onFocus: (target: EventTarget) => enter(cellOf(target) ?? active), goOn: (back: boolean) => go(following(active, back, rows, columns)) };
}

/** Scrolls so that the cell is wholly below the heading, above the end and beside the first column. */
function reveal(scroller: HTMLElement | null, cell: Cell) {
  if (!scroller) return;
  const top = cell.row * rowHeight;
  if (cell.row >= 0 && top < scroller.scrollTop) scroller.scrollTop = top;
  else if (cell.row >= 0 && top + 2 * rowHeight > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + 2 * rowHeight - scroller.clientHeight;
  const heading = scroller.querySelector<HTMLElement>(`.grid-head [role=columnheader]:nth-child(${cell.column + 1})`);
  const first = scroller.querySelector<HTMLElement>('.grid-head .stays');
  if (!heading || !first || cell.column === 0) return;
  const [at, fixed, frame] = [heading.getBoundingClientRect(), first.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const rightToLeft = getComputedStyle(scroller).direction === 'rtl';
  const [start, end] = rightToLeft ? [at.right - fixed.left, at.left - frame.left] : [at.left - fixed.right, at.right - frame.right];
  const hidden = rightToLeft ? [start > 0, end < 0] : [start < 0, end > 0];
  if (hidden[0]) scroller.scrollLeft += start;
  else if (hidden[1]) scroller.scrollLeft += end;
}
