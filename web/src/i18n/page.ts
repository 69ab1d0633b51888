import { preferredLanguage } from './languages';

type Catalogue<Key extends string> = Record<Key | 'direction', string>;

/** Puts a plain page into the reader's language, whose catalogue is fetched alone: every [data-t] names its text. */
export async function translatePage<Key extends string>(folder: string, catalogues: Record<string, () => Promise<Catalogue<Key>>>) {
  const language = preferredLanguage();
  const load = catalogues[`${folder}.${language}.json`];
  if (!load) throw new Error(`no catalogue for ${language}`);
  const texts = await load();
  document.documentElement.lang = language;
  document.documentElement.dir = texts.direction;
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
