/** The languages that have a catalogue, by their own names. Adding one is adding its files and a line here. */
export const languages = { en: 'English', es: 'Español', fr: 'Français', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const remembered = 'guildhall.language';

export function isLanguage(tag: string | null | undefined): tag is Language {
  return tag !== null && tag !== undefined && Object.hasOwn(languages, tag);
}

/** The catalogue that serves a reader of this tag: "de" for "de-AT", undefined where there is none. */
export function languageOf(tag: string): Language | undefined {
  const [language] = tag.toLowerCase().split('-');
  return isLanguage(language) ? language : undefined;
}

/** What was chosen in this browser; null if nothing was. */
export function rememberedLanguage(): Language | null {
  const chosen = localStorage.getItem(remembered);
  return isLanguage(chosen) ? chosen : null;
}

/** What the reader chose, else what their browser prefers, else English. */
export function preferredLanguage(): Language {
  return rememberedLanguage() ?? navigator.languages.map(languageOf).find((language) => language !== undefined) ?? 'en';
}

export function rememberLanguage(language: Language) {
  localStorage.setItem(remembered, language);
}
