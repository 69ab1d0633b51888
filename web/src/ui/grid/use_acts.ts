import { useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { DataGridProps } from '../DataGrid';
import { useNarrow } from '../narrow';
import { useSteady } from '../steady';
import { cellOf, rowOf } from './column';
import { useActiveCell } from './use_keys';

/** After an edit: the keyboard stays in the cell, goes to a neighbour, or has gone elsewhere already. */
export type Then = 'stay' | 'next' | 'back' | 'left';

/* What an event meets. */
interface Met<Row> {
  props: DataGridProps<Row>;
  cells: ReturnType<typeof useActiveCell>;
  /** The active row, if it is loaded. */
  row: Row | undefined;
  mayEdit: boolean;
  edit: () => void;
  /** A press anywhere in a row opens it. */
  opensByRow: boolean;
}

/** What keys and mouse do in a table. */
export function useGridActs<Row>(props: DataGridProps<Row>, scroller: RefObject<HTMLDivElement | null>) {
  const { rows, columns, selection, onEdit } = props;
  const cells = useActiveCell({ rows: rows.length, columns: columns.length }, scroller);
  const [editing, setEditing] = useState(false);
  const narrow = useNarrow();
  const { active } = cells;
  const row = rowOf(rows, active.row);
  const column = columns[active.column];
  const mayEdit = onEdit !== undefined && row !== undefined && column?.edit !== undefined;
  const met: Met<Row> = { props, cells, row, mayEdit, edit: () => setEditing(true), opensByRow: onEdit === undefined || narrow };

  const onEdited = useSteady((value: string | null, then: Then) => {
    flushSync(() => setEditing(false));
    if (value !== null && row !== undefined) onEdit?.(row, column?.id ?? '', value);
    if (then === 'stay') cells.go(active);
    else if (then !== 'left') cells.goOn(then === 'back');
  });
  const listeners = {
    onClick: (event: MouseEvent) => onClick(event, met),
    onKeyDown: (event: KeyboardEvent) => onKey(event, met) && event.preventDefault(),
    onDoubleClick: (event: MouseEvent) => mayEdit && !editing && !(event.target as Element).closest('a, .pick') && setEditing(true),
    onMouseDown: (event: MouseEvent) => event.shiftKey && event.preventDefault(),
    onFocus: (event: FocusEvent) => cells.onFocus(event.target),
  };
  const onPickAll = () => (selection && selection.count > 0 ? selection.clear() : selection?.pickLoaded());
  return { active, editing, listeners, onEdited, onPickAll };
}

/* Whether the key did something. */
function onKey<Row>(event: KeyboardEvent, met: Met<Row>): boolean {
  const { cells, row, props } = met;
  const { selection } = props;
  if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.shiftKey && selection) return onReach(event, met);
  const to = cells.onMove(event);
  if (to) tellActive(props, to.row);
  else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && selection) selection.pickLoaded();
  else if (event.key === 'Escape' && selection && selection.count > 0) selection.clear();
  else return row !== undefined && onRowKey(event, row, met);
  return true;
}

function onRowKey<Row>(event: KeyboardEvent, row: Row, { props, cells, mayEdit, edit }: Met<Row>): boolean {
  const { active } = cells;
  if (mayEdit && (event.key === 'F2' || (event.key === 'Enter' && active.column > 0))) edit();
  else if (event.key === 'Enter') props.onOpen?.(row);
  else if (event.key === ' ' && event.shiftKey) props.selection?.toggle(active.row);
  else if (event.key === ' ') props.onPeek?.(row);
  else return false;
  return true;
}

function onReach<Row>(event: KeyboardEvent, { cells, props }: Met<Row>): boolean {
  const from = cells.active.row;
  const to = cells.onMove(event);
  if (to && from >= 0) props.selection?.reach(Math.max(0, to.row), from);
  return to !== null;
}

function onClick<Row>(event: MouseEvent, { props, cells, opensByRow }: Met<Row>) {
  const { selection, onOpen } = props;
  const target = event.target as Element;
  const at = cellOf(target);
  const row = at ? rowOf(props.rows, at.row) : undefined;
  if (!at || row === undefined || target.closest('.cell-editor')) return;
  const name = target.closest('.row-name[href]');
  if (selection && event.shiftKey) {
    // A box that is kept from its own doing would show the opposite.
    if (!target.closest('.pick')) event.preventDefault();
    selection.reach(at.row, cells.active.row);
  } else if (target.closest('.pick')) selection?.toggle(at.row);
  else if (event.ctrlKey || event.metaKey || (!name && target.closest('a, button'))) return;
  else if (name || opensByRow) {
    event.preventDefault();
    onOpen?.(row);
  } else tellActive(props, at.row);
}

function tellActive<Row>({ rows, onActive }: DataGridProps<Row>, index: number) {
  const row = rowOf(rows, index);
  if (row !== undefined) onActive?.(row);
}
