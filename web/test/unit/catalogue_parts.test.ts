import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstScreen, importedAtOnce } from '../../catalogues';
import english from '../../src/i18n/en.json';

const source = new URL('../../src/', import.meta.url).pathname;

test('the first screen is what the app imports without waiting', () => {
  const files = [...importedAtOnce(join(source, 'app/main.tsx')).keys()].map((file) => file.slice(source.length));
  for (const file of ['app/Shell.tsx', 'app/Rail.tsx', 'features/customers/CustomersPage.tsx', 'i18n/index.ts']) expect(files).toContain(file);
  for (const file of ['app/Palette.tsx', 'features/estimates/EstimatePage.tsx', 'features/account/AccountPage.tsx']) expect(files).not.toContain(file);
});

test('its words come first, and most words come later', () => {
  const isFirst = firstScreen();
  for (const key of ['nav.customers', 'customers.count.other', 'session.sign_out', 'language.direction', 'problem.unreachable']) expect([key, isFirst(key)]).toEqual([key, true]);
  for (const key of ['account.export', 'audit.proof', 'import.mapping']) expect([key, isFirst(key)]).toEqual([key, false]);
  expect(Object.keys(english).filter(isFirst).length).toBeLessThan(Object.keys(english).length / 2);
});

test('whatever is fetched later waits for its words', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /^(app|features|ui)\/.*\.tsx?$/.test(name));
  const alone = files.filter((name) => /(?<!withWords\()\bimport\('/.test(readFileSync(join(source, name), 'utf8')));
  expect(alone).toEqual([]);
});
