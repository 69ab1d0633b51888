import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isInWords } from '../../src/features/audit/words';

const folder = new URL('../../../migrations/', import.meta.url);
const sql = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

/** What migrations tell the trail by its name, and what is told of every table that is protected. */
function told(): string[] {
  const calls = [...sql.matchAll(/\b(?:tell\w*|append\w*)\s*\(([^;]*);/g)].flatMap(([, inside = '']) => inside.match(/(?<=')(?!app\.)[a-z_]+\.[a-z_]+(?=')/g) ?? []);
  const tables = [...sql.matchAll(/wall\.protect\('guild\.(\w+)', '(?:spot|guild|settings|personal)'/g)].map(([, table = '']) => table);
  return [...calls, ...tables.flatMap((table) => ['created', 'updated', 'deleted', 'restored', 'erased'].map((verb) => `${table}.${verb}`))];
}

test('the trail has words for all that is told to it', () => {
  const actions = [...new Set(told())];
  expect(actions.length).toBeGreaterThan(100);
  expect(actions.filter((action) => !isInWords(action.split('.')[0] ?? '', action.split('.')[1] ?? ''))).toEqual([]);
});
