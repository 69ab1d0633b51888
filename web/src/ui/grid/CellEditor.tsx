import { useRef, type KeyboardEvent } from 'react';
import { choicesOf, type CellEdit } from './column';
import type { Then } from './use_acts';

interface CellEditorProps<Row> {
  row: Row;
  label: string;
  edit: CellEdit<Row>;
  /** Where to go on: staying in the cell, or to the next or last one. */
  onDone: (value: string | null, then: Then) => void;
}

/** A cell while it is changed. Enter saves, Tab saves and moves on, Esc leaves it as it was; leaving saves too. */
export function CellEditor<Row>({ row, label, edit, onDone }: CellEditorProps<Row>) {
  const before = edit.value(row);
  const over = useRef(false);
  function done(value: string | null, then: Then) {
    if (over.current) return;
    over.current = true;
    onDone(value === before ? null : value, then);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement | HTMLSelectElement>) {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') done(event.currentTarget.value, 'stay');
    else if (event.key === 'Escape') done(null, 'stay');
    else if (event.key === 'Tab') done(event.currentTarget.value, event.shiftKey ? 'back' : 'next');
    else return;
    event.preventDefault();
  }
  const common = { className: 'cell-editor', 'aria-label': label, defaultValue: before, autoFocus: true, onKeyDown };
  const choices = choicesOf(edit, row);
  if (!choices) return <input {...common} inputMode={edit.inputMode} dir="auto" onFocus={(event) => event.currentTarget.select()} onBlur={(event) => done(event.currentTarget.value, 'left')} />;
  return (
    <select {...common} onChange={(event) => done(event.currentTarget.value, 'stay')} onBlur={(event) => done(event.currentTarget.value, 'left')}>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
