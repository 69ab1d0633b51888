import { currentLanguage } from './index';
import { kept } from './kept';

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600], ['month', 2_629_800], ['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60],
]; // prettier-ignore

const relative = kept((language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
const absolute = kept((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }));

const days = kept((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }));

/** A date without a time, as it is written on paper; nothing where there is none. */
export function showDay(date: string | null | undefined): string | undefined {
  return date ? days(currentLanguage()).format(Date.parse(date)) : undefined;
}

/** "2 days ago", in the reader's language. */
export function ago(time: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(time) - now) / 1000);
  const format = relative(currentLanguage());
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return format.format(0, 'second');
}

export function exact(time: string): string {
  return absolute(currentLanguage()).format(Date.parse(time));
}
