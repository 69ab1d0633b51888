import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { translate } from '../../src/api/answers';
import { languages } from '../../src/i18n/languages';

const root = new URL('../../../', import.meta.url).pathname;
const catalogue = (language: string) => JSON.parse(readFileSync(join(root, `web/src/i18n/answers.${language}.json`), 'utf8')) as Record<string, string>;
const english = catalogue('en');

function read(folder: string, pattern: RegExp): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name) && !name.includes('_test.') && !/^(backup|cli|demo|doctor|guild_archive|isolation|jobs)\/|^app\/config\.|^audit\/(chain|checkpoint|checkpoint_file|erasure|export|history)\.|^identity\/key/.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');
}

const program = read('src', /\.(cpp|h)$/).replace(/\/\/[^\n"]*\n/g, '\n');
// What moves or erases one guild, or a person, speaks to who runs the server.
const migrations = read('migrations', /^(?!0130_one_guild|0131_erasing|0132_a_persons).*\.sql$/).replaceAll("''", '’').replaceAll('’', "'");

/* Only a program that speaks the interface badly, or who runs the server, reads these. */
const forPrograms =
  /is not a field here|must be (a string|a list|an object|true or false)|JSON|query|multipart|If-Match|Idempotency|in the form|takes no|cursor of this list|place in this list|Guildhall's own page|Guildhall is set up|This link was used|E-mail address, password or code|accept a connection|is (a placeholder|empty|open to|not a file|larger than)|fields are not as this address|must be like (?:https|smtp)|must not hold a name|Send application/;

/** What the server can say to a person: the words of its refusals, as far as they stand in one piece. */
function saidByTheServer(): string[] {
  const atFields = [...program.matchAll(/"((?:must|is|are|stands|has|comes|says|needs|cannot) [^"]+)"(?! *\+)/g)];
  const whole = [...program.matchAll(/Failure\w*\(Problem::\w+,\s*"([^"]+)"/g)];
  const raised = [...migrations.matchAll(/raise exception '((?:[^']|(?<=\w)'(?=\w))+)' using errcode = 'GH4(?:09|22|29)'/g)];
  return [...new Set([...atFields, ...whole, ...raised].map((found) => found[1] ?? ''))].filter((words) => !forPrograms.test(words) && !words.endsWith(' '));
}

describe('what the server says', () => {
  test('is in the catalogue', () => {
    const said = saidByTheServer();
    expect(said.length).toBeGreaterThan(80);
    // A marker in the place of the translation shows which sentences are known.
    const marked = Object.fromEntries(Object.keys(english).map((model) => [model, `known ${[...model.matchAll(/\{\d\}/g)].join(' ')}`]));
    expect(said.filter((words) => !translate(words, marked).startsWith('known'))).toEqual([]);
  });

  test('is all that the catalogue holds', () => {
    const text = program.replace(/"\s*\n\s*"/g, '').replace(/"([^"]*)" : "([^"]*)"\) \+ "([^"]*)"/g, '"$1$3" "$2$3"') + migrations;
    const pieces = (model: string) => model.split(/\{\d\}/).map((piece) => piece.trim()).filter((piece) => piece.length > 2); // prettier-ignore
    expect(Object.keys(english).filter((model) => !pieces(model).every((piece) => text.includes(piece)))).toEqual([]);
  });

  test.each(Object.keys(languages))('is there in %s, with the same blanks to fill', (language) => {
    const other = catalogue(language);
    expect(Object.keys(other)).toEqual(Object.keys(english));
    const blanks = (words: string) => [...words.matchAll(/\{\d\}/g)].map(String).sort();
    for (const [model, words] of Object.entries(other)) expect([model, blanks(words)]).toEqual([model, blanks(model)]);
    if (language !== 'en') expect(Object.entries(other).filter(([model, words]) => model === words)).toEqual([]);
  });

  test('comes in the words of the reader', () => {
    const german = catalogue('de');
    expect(translate('is required', german)).toBe('wird benötigt');
    expect(translate('must have 8 to 200 characters', german)).toBe('muss 8 bis 200 Zeichen haben');
    expect(translate('must have at most 200 characters', german)).toBe('darf höchstens 200 Zeichen haben');
    expect(translate('must be a country, not “Utopia”', german)).toBe('muss ein Land sein, nicht „Utopia“');
    expect(translate('nobody has translated this', german)).toBe('nobody has translated this');
  });

  test('in English is what the server said', () => {
    for (const [model, words] of Object.entries(english)) expect(words).toBe(model);
  });
});
