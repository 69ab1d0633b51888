/* What a list shows stands in its address: filters, order, columns, and the saved view it began with. */

export type ListSearch = Readonly<Record<string, string | undefined>>;

/** The part of it that says which records, and in which order. */
export type Filter = ListSearch;

const always = ['search', 'sort', 'columns', 'view', 'as'];

/** Reads what is known from an address; anything else is left out. */
export function listSearch(filters: readonly string[]): (given: Record<string, unknown>) => ListSearch {
  const names = [...always, ...filters];
  return (given) => {
    const known = names.map((name) => [name, given[name]] as const).filter(([, value]) => typeof value === 'string' && value !== '');
    return Object.fromEntries(known) as ListSearch;
  };
}

/** Addresses carry plain texts: a search of digits stays a text. */
export function parseSearch(text: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if ((typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean') parts.set(name, String(value));
  const text = parts.toString();
  return text === '' ? '' : `?${text}`;
}

/** What a saved view keeps: everything but which view it is, always in the same order. */
export function viewQuery(search: ListSearch): string {
  const kept = Object.entries(search).filter(([name, value]) => name !== 'view' && value !== undefined && value !== '');
  return stringifySearch(Object.fromEntries(kept.sort(([a], [b]) => a.localeCompare(b, 'en')))).slice(1);
}

export function searchOf(view: { id: string; query: string }): ListSearch {
  return { ...(parseSearch(view.query) as ListSearch), view: view.id };
}

/** Which columns are shown, in their order: those that the address names and that there are, else the usual ones. */
export function chosenColumns(search: ListSearch, there: readonly string[], usual: readonly string[]): string[] {
  const named = search['columns']?.split(',').filter((id, at, all) => there.includes(id) && all.indexOf(id) === at) ?? [];
  // The first column is the row's name: it always stays.
  const first = there[0];
  const chosen = named.length > 0 ? named : [...usual];
  return first === undefined ? chosen : [first, ...chosen.filter((id) => id !== first)];
}

/** How the address says it; nothing where it is the usual. */
export function columnsText(chosen: readonly string[], usual: readonly string[]): string | undefined {
  const text = chosen.join(',');
  return text === usual.join(',') ? undefined : text;
}
