import type { ReactNode } from 'react';
import type { Choice } from '../../i18n/places';

/** How a cell is changed where it stands. */
export interface CellEdit<Row> {
  value: (row: Row) => string;
  /** What it may be, for every row or for this one; without them it is a text. */
  choices?: Choice[] | ((row: Row) => Choice[]);
  inputMode?: 'text' | 'decimal' | 'numeric' | 'tel' | 'url';
}

export function choicesOf<Row>({ choices }: CellEdit<Row>, row: Row): Choice[] | undefined {
  return typeof choices === 'function' ? choices(row) : choices;
}

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
  edit?: CellEdit<Row>;
}

/** As many as there are known to be; what is not loaded yet is undefined. An array is one, and so is what holds only the rows that are loaded. */
export interface Rows<Row> {
  readonly length: number;
  at: (index: number) => Row | undefined;
}

/** -1, the heading, is none of them. */
export function rowOf<Row>(rows: Rows<Row>, index: number): Row | undefined {
  return index < 0 ? undefined : rows.at(index);
}

/** The one measure of a row, here and in the styles. */
export const rowHeight = 38;

export interface Cell {
  /** -1 is the heading. */
  row: number;
  column: number;
}

export function cellName({ row, column }: Cell): string {
  return `${row}:${column}`;
}

/** The cell that something lies in, as GridRow and GridHead name it. */
export function cellOf(target: EventTarget | null): Cell | null {
  const name = (target as Element | null)?.closest<HTMLElement>('[data-cell]')?.dataset['cell'];
  const [row, column] = name?.split(':').map(Number) ?? [];
  return row === undefined || column === undefined ? null : { row, column };
}
