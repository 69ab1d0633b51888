/** The languages that have a catalogue, by their own names. Adding one is adding its files and a line here. */
export const languages = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof languages;

const remembered = 'guildhall.language';

export function isLanguage(tag: string | null | undefined): tag is Language {
  return tag !== null && tag !== undefined && Object.hasOwn(languages, tag);
}

/** What the reader chose, else what their browser prefers, else English. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(remembered);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

export function rememberLanguage(language: Language) {
  localStorage.setItem(remembered, language);
}
