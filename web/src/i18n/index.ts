import { useSyncExternalStore } from 'react';
import type en from './en.json';
import { languageOf, preferredLanguage, rememberedLanguage, rememberLanguage, type Language } from './languages';

export type Key = keyof typeof en;
/** The stems of keys that come as `.one` and `.other`, and in the forms that other languages have besides (`.many`). */
export type PluralKey = Key extends infer K ? (K extends `${infer Stem}.other` ? Stem : never) : never;
type Values = Record<string, string | number>;
type Catalogue = Record<Key, string>;

/* In two parts: the first screen does not wait for the words of what comes later. web/catalogues.ts divides them. */
const firstParts = import.meta.glob<Partial<Catalogue>>('./??.json', { query: '?first', import: 'default' });
const restParts = import.meta.glob<Partial<Catalogue>>('./??.json', { query: '?rest', import: 'default' });
let wholeCatalogue: Promise<void> = Promise.resolve();
const listeners = new Set<() => void>();
let language: Language = 'en';
let texts: Partial<Catalogue> = {};
let plurals = new Intl.PluralRules(language);

/** Tells when the app is in another language. Returns how to stop. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function partsOf(next: Language) {
  const first = firstParts[`./${next}.json`]?.();
  const rest = restParts[`./${next}.json`]?.();
  if (!first || !rest) throw new Error(`no catalogue for ${next}`);
  return { first, rest };
}

function speak(next: Language, words: Partial<Catalogue>) {
  texts = words;
  language = next;
  plurals = new Intl.PluralRules(next);
  document.documentElement.lang = next;
  document.documentElement.dir = direction();
}

/** Loads what the first screen says, and the rest while it stands. */
async function beginIn(next: Language) {
  const { first, rest } = partsOf(next);
  speak(next, await first);
  wholeCatalogue = rest.then((more) => {
    if (language === next) speak(next, { ...texts, ...more });
  });
  // Who waits for it hears of a failure; nobody else needs to.
  wholeCatalogue.catch(() => undefined);
}

/** A part of the app that is fetched when it is needed, together with its words. */
export async function withWords<Module>(part: Promise<Module>): Promise<Module> {
  const module = await part;
  await wholeCatalogue;
  return module;
}

export async function loadPreferredLanguage() {
  await beginIn(preferredLanguage());
}

/** The account's own language counts on a browser where nobody has chosen another. */
export async function loadLanguageOfAccount(tag: string) {
  const own = languageOf(tag);
  if (own !== undefined && own !== language && rememberedLanguage() === null) await wholeCatalogue.then(() => beginIn(own));
}

/** Shows the app, as much of it as is open, in another language. */
export async function chooseLanguage(next: Language) {
  rememberLanguage(next);
  const { first, rest } = partsOf(next);
  speak(next, { ...(await first), ...(await rest) });
  wholeCatalogue = Promise.resolve();
  listeners.forEach((listener) => listener());
}

export function currentLanguage(): Language {
  return language;
}

/** Where lines begin: a catalogue says it of its script. */
export function direction(): 'ltr' | 'rtl' {
  return t('language.direction') === 'rtl' ? 'rtl' : 'ltr';
}

/** Re-renders its component when the language changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}

/** The text of a key, with `{names}` filled in. */
export function t(key: Key, values: Values = {}): string {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The text for a number of things; `{count}` is written as the language writes numbers. */
export function plural(stem: PluralKey, count: number): string {
  const form = `${stem}.${plurals.select(count)}`;
  return t((form in texts ? form : `${stem}.other`) as Key, { count: showNumber(count) });
}

export function showNumber(value: number): string {
  return new Intl.NumberFormat(language).format(value);
}
