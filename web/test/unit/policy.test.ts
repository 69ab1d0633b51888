import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/* The security policy has editions, each with its date and what is different: its words do not change without a new one. */
interface Edition {
  version: number;
  date: string;
  text: string;
  sha256: string;
}

const web = new URL('../../', import.meta.url);
const editions = JSON.parse(readFileSync(new URL('security/editions.json', web), 'utf8')) as Edition[];
const english = JSON.parse(readFileSync(new URL('src/i18n/security.en.json', web), 'utf8')) as Record<string, string>;
const page = readFileSync(new URL('security.html', web), 'utf8');

function digestOf(words: Record<string, string>): string {
  const policy = Object.keys(words).filter((key) => key.startsWith('policy_') && key !== 'policy_link').sort(); // prettier-ignore
  return createHash('sha256').update(policy.map((key) => `${key}: ${words[key] ?? ''}`).join('\n')).digest('hex');
}

describe('the security policy', () => {
  test('is that of its newest edition; changed words want a new one in security/editions.json and on the page', () => {
    expect(digestOf(english)).toBe(editions.at(-1)?.sha256);
  });

  test('would be another one with a word changed', () => {
    expect(digestOf({ ...english, policy_fix: 'Some day.' })).not.toBe(digestOf(english));
  });

  test('shows every edition with its number, its date and what is different, counted from 1', () => {
    expect(editions.map(({ version }) => version)).toEqual(editions.map((_, place) => place + 1));
    for (const { version, date, text } of editions) {
      const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
      expect(english[text]).toMatch(new RegExp(`^Edition ${String(version)}, ${day}: .+`));
      expect(page).toContain(`data-t="${text}"`);
    }
  });

  test('says in the page itself what the catalogue says, so that it can be read without scripts', () => {
    const shown = [...page.matchAll(/data-t="(\w+)">([^<]*)</g)].map(([, key = '', words = '']) => [key, words]);
    expect(shown.length).toBeGreaterThan(15);
    expect(shown).toEqual(shown.map(([key = '']) => [key, english[key]]));
  });
});
