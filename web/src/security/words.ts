import type en from '../i18n/security.en.json';
import { translatePage } from '../i18n/page';

export type SecurityKey = keyof typeof en;

export const t = await translatePage<SecurityKey>('../i18n/security', import.meta.glob<typeof en>('../i18n/security.??.json', { import: 'default' }));

/** A text with its {blanks} filled. */
export function filled(key: SecurityKey, values: Record<string, string>): string {
  return t(key).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** A day or a moment in the reader's language. */
export function shownTime(at: string, style: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' }): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, style).format(new Date(at));
}

export function element(tag: 'li' | 'p' | 'strong' | 'span', text: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  made.dir = 'auto';
  return made;
}
