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

const pluralForms = /\.(zero|one|two|few|many|other)$/;

/** Every plural has `.one` and `.other`; a language may have the further forms that its grammar has: "1 000 000 de clients". */
function ownForms(language: string, english: Record<string, string>): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'one' && form !== 'other');
  const stems = Object.keys(english).filter((key) => key.endsWith('.other')).map((key) => key.replace(pluralForms, '')); // prettier-ignore
  return stems.flatMap((stem) => forms.map((form) => `${stem}.${form}`));
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((found) => found[0]).sort();

const page = readFileSync(join(source, 'i18n/page.ts'), 'utf8');
const sets: [string, string, string][] = [
  ['the app', '', sources(source)],
  ['the sign-in', 'login.', page + sources(join(source, 'login')) + readFileSync(join(root, 'login.html'), 'utf8')],
  ['the offline page', 'offline.', page + sources(join(source, 'offline')) + readFileSync(join(root, 'offline.html'), 'utf8')],
  ['the pages that links of mails lead to', 'links.', page + sources(join(source, 'links')) + ['join', 'reset', 'confirm', 'register'].map((name) => readFileSync(join(root, `${name}.html`), 'utf8')).join()],
  ['the pages of the security desk', 'security.', page + sources(join(source, 'security')) + readFileSync(join(source, 'links/form.ts'), 'utf8') + ['security', 'security/report', 'security/case'].map((name) => readFileSync(join(root, `${name}.html`), 'utf8')).join()],
  ['the first-run page', 'setup.', page + sources(join(source, 'setup')) + readFileSync(join(source, 'links/form.ts'), 'utf8') + readFileSync(join(root, 'setup.html'), 'utf8')],
];

describe.each(sets)('the words of %s', (_, prefix, text) => {
  const english = catalogue(`${prefix}en.json`);

  test.each(Object.keys(languages))('are all there in %s, with the same blanks to fill', (language) => {
    const other = catalogue(`${prefix}${language}.json`);
    const own = new Set(ownForms(language, english));
    expect(Object.keys(other).filter((key) => !own.has(key)).sort()).toEqual(Object.keys(english).sort()); // prettier-ignore
    for (const [key, words] of Object.entries(other)) {
      const model = english[key] ?? english[key.replace(pluralForms, '.other')] ?? '';
      expect([key, placeholders(words), words.trim() !== '']).toEqual([key, placeholders(model), true]);
    }
  });

  test.each(Object.keys(languages).filter((language) => language !== 'en'))('leave no sentence in English in %s', (language) => {
    const other = catalogue(`${prefix}${language}.json`);
    const left = Object.entries(english).filter(([key, words]) => words.split(' ').length > 2 && /[a-z]{3}/.test(words) && other[key] === words);
    expect(left).toEqual([]);
  });

  test.each(Object.keys(languages))('say where lines begin in %s', (language) => {
    expect(['ltr', 'rtl']).toContain(catalogue(`${prefix}${language}.json`)[prefix === '' ? 'language.direction' : 'direction']);
  });

  test('lie in the folder for no language that nobody can choose', () => {
    const files = readdirSync(join(source, 'i18n')).filter((name) => name.startsWith(prefix) && /^[a-z]{2}\.json$/.test(name.slice(prefix.length)));
    expect(files.map((name) => name.slice(prefix.length, prefix.length + 2)).sort()).toEqual(Object.keys(languages).sort());
  });

  test('are all used', () => {
    const unused = Object.keys(english).filter((key) => {
      const stem = key.replace(pluralForms, '');
      return ![key, stem].some((name) => [`'${name}'`, `"${name}"`].some((quoted) => text.includes(quoted)));
    });
    expect(unused).toEqual([]);
  });
});

test('no text stands in the components themselves', () => {
  const written = [...sources(source).matchAll(/>\s*([A-Z][a-z]+ [a-z]+[^<>{}]*)</g)].map((found) => found[1]);
  expect(written).toEqual([]);
});
