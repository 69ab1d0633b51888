import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/i18n/languages';

const source = new URL('../../src/', import.meta.url).pathname;
const root = new URL('../../', import.meta.url).pathname;

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts') && !name.endsWith('schema.d.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

function catalogue(name: string): Record<string, string> {
  return JSON.parse(readFileSync(join(source, 'i18n', name), 'utf8')) as Record<string, string>;
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((found) => found[0]).sort();

const sets: [string, string, string][] = [
  ['the app', '', sources(source)],
  ['the sign-in', 'login.', sources(join(source, 'login')) + readFileSync(join(root, 'login.html'), 'utf8')],
  ['the first-run page', 'setup.', sources(join(source, 'setup')) + readFileSync(join(root, 'setup.html'), 'utf8')],
];

describe.each(sets)('the words of %s', (_, prefix, text) => {
  const english = catalogue(`${prefix}en.json`);

  test.each(Object.keys(languages))('are all there in %s, with the same blanks to fill', (language) => {
    const other = catalogue(`${prefix}${language}.json`);
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    for (const [key, words] of Object.entries(english)) expect([key, placeholders(other[key] ?? '')]).toEqual([key, placeholders(words)]);
  });

  test('are all used', () => {
    const unused = Object.keys(english).filter((key) => {
      const stem = key.replace(/\.(one|other)$/, '');
      return ![key, stem].some((name) => [`'${name}'`, `"${name}"`].some((quoted) => text.includes(quoted)));
    });
    expect(unused).toEqual([]);
  });
});

test('no text stands in the components themselves', () => {
  const written = [...sources(source).matchAll(/>\s*([A-Z][a-z]+ [a-z]+[^<>{}]*)</g)].map((found) => found[1]);
  expect(written).toEqual([]);
});
