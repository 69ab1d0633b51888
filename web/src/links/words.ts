import type en from '../i18n/links.en.json';
import { translatePage } from '../i18n/page';

export type LinkKey = keyof typeof en;

export const t = await translatePage<LinkKey>('../i18n/links', import.meta.glob<typeof en>('../i18n/links.??.json', { import: 'default' }));

// Another link, opened where one was open already.
addEventListener('hashchange', () => location.reload());

/** A text with its {blanks} filled. */
export function filled(key: LinkKey, values: Record<string, string>): string {
  return t(key).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
