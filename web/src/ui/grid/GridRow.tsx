import { memo, type ReactNode } from 'react';
import { t } from '../../i18n';
import { CellEditor } from './CellEditor';
import { cellName, rowHeight, type Column } from './column';
import { cellClass } from './GridHead';
import type { Then } from './use_acts';

interface GridRowProps<Row> {
  /** Undefined until it is loaded. */
  row: Row | undefined;
  index: number;
  columns: Column<Row>[];
  /** The column that the keyboard is in, -1 where it is in another row. */
  active: number;
  /** The column that is being changed, -1 for none. */
  editing: number;
  /** Undefined where rows cannot be picked. */
  picked: boolean | undefined;
  opens: boolean;
  onEdited: (value: string | null, then: Then) => void;
}

/* Data of either direction runs its own way and is cut at its end, wherever the page begins. */
function shown(content: ReactNode) {
  return typeof content === 'string' ? <span dir="auto" className="cell-text">{content}</span> : content;
}

function Row<Of>({ row, index, columns, active, editing, picked, opens, onEdited }: GridRowProps<Of>) {
  const kind = `grid-row${opens ? ' opens' : ''}${picked ? ' picked' : ''}`;
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={picked} className={kind} style={{ transform: `translateY(${index * rowHeight}px)` }}>
      {columns.map((column, at) => (
        <div key={column.id} role="gridcell" className={cellClass(column, at)} data-cell={cellName({ row: index, column: at })} tabIndex={at === active ? 0 : -1} aria-readonly={column.edit ? undefined : true}>
          {at === 0 && picked !== undefined && <input type="checkbox" className="pick" tabIndex={-1} aria-label={t('grid.pick')} checked={picked} readOnly />}
          {row === undefined ? <span className="skeleton" /> : at === editing && column.edit ? <CellEditor row={row} label={column.header} edit={column.edit} onDone={onEdited} /> : shown(column.cell(row))}
        </div>
      ))}
    </div>
  );
}

/** Rendered again only when something about this very row has changed: scrolling a long table costs the new rows alone. */
export const GridRow = memo(Row) as typeof Row;
