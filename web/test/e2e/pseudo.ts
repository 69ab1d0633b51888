import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/*
 * A language that nobody speaks: every text of the English catalogues in brackets, with accents, and longer by two fifths, as German is.
 * What stands on a page without brackets did not come from a catalogue. Only these tests know it: it is put in the place of the English
 * catalogue on its way to the browser.
 */
const accents: Record<string, string> = { a: 'á', c: 'ç', e: 'ë', i: 'ï', n: 'ñ', o: 'ö', s: 'š', u: 'ü', y: 'ý', A: 'Å', C: 'Ç', E: 'É', I: 'Ï', N: 'Ñ', O: 'Ö', S: 'Š', U: 'Ü' };

export function pseudo(text: string): string {
  const accented = text.replace(/\{\w+\}|[a-zA-Z]/g, (found) => accents[found] ?? found);
  const more = 'löng '.repeat(Math.ceil(text.length / 10)).slice(0, Math.ceil(text.length * 0.4)).trim(); // prettier-ignore
  return `⟦${accented} ${more}⟧`;
}

function catalogue(prefix: string, direction: string): Record<string, string> {
  const file = new URL(`../../src/i18n/${prefix}en.json`, import.meta.url);
  const english = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(english).map(([key, text]) => [key, /(^|\.)direction$/.test(key) ? direction : pseudo(text)]));
}

/** Dates, places and languages by Intl are bracketed, too: what is written around it shows. */
function bracketIntl() {
  const bracketed = <This, Given extends unknown[]>(write: (this: This, ...given: Given) => string | undefined) =>
    function (this: This, ...given: Given) {
      const text = write.apply(this, given);
      return text === undefined ? text : `⟦${text}⟧`;
    };
  const replace = (type: { prototype: unknown }, name: string) => {
    const prototype = type.prototype as object;
    const own = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
    // The getter of a bound function, or the method itself.
    if ('value' in own) Object.defineProperty(prototype, name, { value: bracketed(own.value as (...given: unknown[]) => string) });
    else Object.defineProperty(prototype, name, { get: function (this: object) { return bracketed(own.get?.call(this) as (...given: unknown[]) => string); } }); // prettier-ignore
  };
  replace(Intl.DisplayNames, 'of');
  replace(Intl.RelativeTimeFormat, 'format');
  replace(Intl.DateTimeFormat, 'format');
}

/** From now on the page speaks it, written from the left or from the right. */
export async function speakPseudo(page: Page, direction: 'ltr' | 'rtl' = 'ltr') {
  await page.addInitScript(bracketIntl);
  await page.route(/\/assets\/([a-z]+\.)?en(?:\.rest)?-[\w-]+\.js$/, async (route) => {
    const [, prefix = ''] = /\/assets\/([a-z]+\.)?en(?:\.rest)?-/.exec(route.request().url()) ?? [];
    await route.fulfill({ contentType: 'text/javascript', body: `export default ${JSON.stringify(catalogue(prefix, direction))};` });
  });
}

/** Tells what the API answers, before the page itself hears it. */
function tellAnswers() {
  const { fetch: ask, tellAnswer } = globalThis as typeof globalThis & { tellAnswer: (text: string) => Promise<void> };
  globalThis.fetch = async (...request) => {
    const answer = await ask(...request);
    if (answer.headers.get('content-type')?.includes('json')) await tellAnswer(await answer.clone().text());
    return answer;
  };
  globalThis.XMLHttpRequest = class extends XMLHttpRequest {
    constructor() {
      super();
      this.addEventListener('load', () => void tellAnswer(this.responseText));
    }
  };
}

/** Every string that the server has said to this page: data, which no catalogue translates. */
export async function collectData(page: Page): Promise<() => string[]> {
  const said = new Set<string>(['Guildhall']);
  const gather = (value: unknown) => {
    if (typeof value === 'string') said.add(value);
    else if (Array.isArray(value)) value.forEach(gather);
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(gather);
  };
  await page.exposeFunction('tellAnswer', (text: string) => gather(JSON.parse(text || 'null')));
  await page.addInitScript(tellAnswers);
  return () => [...said];
}

/** What a reader sees or hears on the page and what is neither in brackets nor data, each with where it stands. */
export async function foreignIn(page: Page, data: string[]): Promise<string[]> {
  return page.evaluate((known) => {
    const words = new Set(known.flatMap((text) => (text.length > 80 ? [text] : [text, ...text.split(/[\s,;·:()/]+/)])).filter((word) => word !== ''));
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[lang]:not(html), [translate="no"], script, style, svg');
    const rest = (text: string) => {
      let plain = text;
      // Brackets stand in brackets where a text is filled into another.
      for (let before = ''; before !== plain; ) {
        before = plain;
        plain = plain.replace(/⟦[^⟦⟧]*⟧/g, ' ');
      }
      if (words.has(plain.trim())) return '';
      return plain.split(/[\s,;·:()/]+/).filter((word) => /\p{L}{2}/u.test(word) && !words.has(word)).join(' '); // prettier-ignore
    };
    const found = new Set<string>();
    const look = (element: Element, text: string | null, where: string) => {
      const foreign = rest(text ?? '');
      if (foreign !== '') found.add(`${where} of ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: “${foreign}” in “${(text ?? '').trim().slice(0, 80)}”`);
    };
    for (const element of document.body.querySelectorAll('*')) {
      if (!isShown(element)) continue;
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) look(element, node.textContent, 'text');
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription', 'aria-valuetext']) look(element, element.getAttribute(name), name);
    }
    if (document.title) look(document.body, document.title, 'title of the page');
    return [...found];
  }, data);
}
