import { expect, test } from 'vitest';
import { chosenColumns, columnsText, listSearch, parseSearch, searchOf, stringifySearch, viewQuery } from './url';

test('an address keeps what is known, as it was written', () => {
  const read = listSearch(['status']);
  expect(read(parseSearch('?search=0123&status=lead&evil=1'))).toEqual({ search: '0123', status: 'lead' });
  expect(stringifySearch({ search: '0123', status: undefined })).toBe('?search=0123');
  expect(stringifySearch({})).toBe('');
});

test('a view keeps everything but its own name, and says the same in the same way', () => {
  const query = viewQuery({ status: 'lead', search: 'a b', view: 'v' });
  expect(query).toBe(viewQuery({ search: 'a b', status: 'lead' }));
  expect(searchOf({ id: 'v', query })).toEqual({ search: 'a b', status: 'lead', view: 'v' });
});

test('columns are those that there are, each once, and always the first', () => {
  const there = ['name', 'status', 'city'];
  expect(chosenColumns({}, there, ['name', 'status'])).toEqual(['name', 'status']);
  expect(chosenColumns({ columns: 'city,nothing,city,name' }, there, ['name', 'status'])).toEqual(['name', 'city']);
  expect(columnsText(['name', 'status'], ['name', 'status'])).toBeUndefined();
  expect(columnsText(['name', 'city'], ['name', 'status'])).toBe('name,city');
});
