import type { ReactNode } from 'react';
import { t } from '../../i18n';
import { SearchBox } from '../../ui/SearchBox';
import { ExportMenu } from '../exports/ExportMenu';
import { ColumnsMenu } from './ColumnsMenu';
import { sized, type ListDefinition, type Size } from './definition';
import { Filters } from './Filters';
import { chosenColumns, columnsText, type ListSearch } from './url';
import { ViewsMenu } from './ViewsMenu';

interface ListBarProps<Row> {
  definition: ListDefinition<Row>;
  search: ListSearch;
  size: Size | undefined;
  onSearch: (search: ListSearch, replace?: boolean) => void;
  actions?: ReactNode;
}

/** What a list shows, and how. Everything chosen here stands in the address. */
export function ListBar<Row>({ definition, search, size, onSearch, actions }: ListBarProps<Row>) {
  const { columns, usual } = definition;
  const chosen = chosenColumns(search, columns.map((column) => column.id), usual); // prettier-ignore
  const board = search['as'] === 'board';
  return (
    <>
      <header className="page-head">
        <h1>
          {definition.title} {size && <small className="count">{sized(size, definition.counted)}</small>}
        </h1>
        <span className="spacer" />
        <SearchBox key={search['view']} label={definition.searchLabel} value={search['search']} onSearch={(text) => onSearch({ ...search, search: text }, true)} />
        {actions}
      </header>
      <div className="list-tools" role="group" aria-label={t('list.tools')}>
        <ViewsMenu list={definition.list} search={search} onGo={onSearch} />
        <Filters fields={definition.filters} search={search} onChange={(change) => onSearch({ ...search, ...change })} />
        <span className="spacer" />
        <ExportMenu kind={definition.list} filter={rowsOf(definition, search)} columns={chosen} total={size?.exact ? size.count : undefined} />
        {!board && <ColumnsMenu columns={columns} chosen={chosen} onChange={(next) => onSearch({ ...search, columns: columnsText(next, usual) }, true)} />}
        {definition.board && <AsBoard board={board} onChange={(as) => onSearch({ ...search, as })} />}
      </div>
    </>
  );
}

/* Which rows, and in which order. */
function rowsOf<Row>(definition: ListDefinition<Row>, search: ListSearch): ListSearch {
  return Object.fromEntries(['search', 'sort', ...definition.filters.map((field) => field.name)].map((name) => [name, search[name]]));
}

function AsBoard({ board, onChange }: { board: boolean; onChange: (as: 'board' | undefined) => void }) {
  return (
    <div className="segments" role="group" aria-label={t('list.shown_as')}>
      <button type="button" className="segment" aria-pressed={!board} onClick={() => onChange(undefined)}>
        {t('list.as_table')}
      </button>
      <button type="button" className="segment" aria-pressed={board} onClick={() => onChange('board')}>
        {t('list.as_board')}
      </button>
    </div>
  );
}
