import { t, type Key } from '../i18n';

const names: Record<string, Key> = { Ctrl: 'key.control', Shift: 'key.shift', Space: 'key.space', Enter: 'key.enter', Esc: 'key.escape' };

/** What stands on the keys where the reader lives: "Ctrl K" is "Strg K" in German. */
export function keyName(keys: string): string {
  return keys.replace(/\w+/g, (key) => (names[key] ? t(names[key]) : key));
}
