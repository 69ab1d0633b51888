import { t } from '../../i18n';
import type { Choice } from '../../i18n/places';
import type { Column } from '../../ui/DataGrid';
import type { Selection } from '../../ui/selection';
import type { Filter } from './url';

export type ListName = 'customers' | 'contacts' | 'estimates' | 'products';

/** A field that a list can be narrowed by, and what it may be. */
export interface FilterField {
  /** Its name in the API and in the address. */
  name: string;
  label: string;
  choices: Choice[];
}

/** How many records there are; what many of very many match is guessed. */
export interface Size {
  count: number;
  exact: boolean;
}

/** "about 1,200 customers", where that is a guess. */
export function sized({ count, exact }: Size, counted: (count: number) => string): string {
  return exact ? counted(count) : t('list.about', { counted: counted(count) });
}

/** The rows that something is done with. */
export interface BulkProps {
  selection: Selection;
  /** What they are among: with all of them picked it says which they are. */
  filter: Filter;
  /** How many there are in all. */
  total: Size;
}

/** A list as its page shows it. */
export interface ListDefinition<Row> {
  list: ListName;
  title: string;
  /** "12 customers" */
  counted: (count: number) => string;
  searchLabel: string;
  columns: Column<Row>[];
  /** The columns that are shown unless somebody chooses, the first one first. */
  usual: readonly string[];
  usualSort: string;
  filters: FilterField[];
  /** Whether there is a board beside the table. */
  board?: boolean;
}
