import { preferredLanguage, type Language } from './languages';

/** Puts a plain page into the reader's language: every [data-t] names its text. */
export function translatePage<Key extends string>(catalogues: Record<Language, Record<Key, string>>) {
  const language = preferredLanguage();
  const texts = catalogues[language];
  document.documentElement.lang = language;
  document.documentElement.dataset['theme'] = localStorage.getItem('guildhall.theme') ?? 'system';
  for (const element of document.querySelectorAll<HTMLElement>('[data-t]'))
    element.textContent = texts[element.dataset['t'] as Key];
  return (key: Key) => texts[key];
}

/** The element that the page surely has. */
export function part<T extends Element>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no such #${id}`);
  return found;
}
