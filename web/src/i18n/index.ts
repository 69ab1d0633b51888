import { useSyncExternalStore } from 'react';
import type en from './en.json';
import { preferredLanguage, rememberLanguage, type Language } from './languages';

export type Key = keyof typeof en;
/** The stems of keys that come as `.one` and `.other`. */
export type PluralKey = Key extends infer K ? (K extends `${infer Stem}.other` ? Stem : never) : never;
type Values = Record<string, string | number>;
type Catalogue = Record<Key, string>;

const catalogues = import.meta.glob<{ default: Catalogue }>('./??.json');
const listeners = new Set<() => void>();
let language: Language = 'en';
let texts: Partial<Catalogue> = {};
let plurals = new Intl.PluralRules(language);

/** Loads a language's catalogue and shows the app in it. */
export async function loadCatalogue(next: Language) {
  const load = catalogues[`./${next}.json`];
  if (!load) throw new Error(`no catalogue for ${next}`);
  texts = (await load()).default;
  language = next;
  plurals = new Intl.PluralRules(next);
  document.documentElement.lang = next;
  listeners.forEach((listener) => listener());
}

export async function loadPreferredLanguage() {
  await loadCatalogue(preferredLanguage());
}

export async function chooseLanguage(next: Language) {
  rememberLanguage(next);
  await loadCatalogue(next);
}

export function currentLanguage(): Language {
  return language;
}

/** Re-renders its component when the language changes. */
export function useLanguage(): Language {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentLanguage);
}

/** The text of a key, with `{names}` filled in. */
export function t(key: Key, values: Values = {}): string {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The text for a number of things; `{count}` is written as the language writes numbers. */
export function plural(stem: PluralKey, count: number): string {
  const form = plurals.select(count) === 'one' ? 'one' : 'other';
  return t(`${stem}.${form}` as Key, { count: showNumber(count) });
}

export function showNumber(value: number): string {
  return new Intl.NumberFormat(language).format(value);
}
