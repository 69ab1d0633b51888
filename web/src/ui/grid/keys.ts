import type { Cell } from './column';

/** Where a key leads in a table; null where it leads nowhere. */
export function moved(key: string, control: boolean, from: Cell, rows: number, columns: number, page: number): Cell | null {
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

export function within({ row, column }: Cell, rows: number, columns: number): Cell {
  return { row: Math.min(Math.max(row, -1), rows - 1), column: Math.min(Math.max(column, 0), columns - 1) };
}

/** The next cell in reading order, for Tab. */
export function following({ row, column }: Cell, back: boolean, rows: number, columns: number): Cell {
  const at = Math.min(Math.max(row * columns + column + (back ? -1 : 1), 0), rows * columns - 1);
  return { row: Math.floor(at / columns), column: at % columns };
}

export function mirrored(key: string): string {
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;
}
