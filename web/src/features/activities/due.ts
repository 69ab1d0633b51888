import { currentLanguage } from '../../i18n';

export type Group = 'overdue' | 'today' | 'next' | 'some_day';
export const groups: readonly Group[] = ['overdue', 'today', 'next', 'some_day'];

function startOfDay(time: number, days = 0): number {
  const day = new Date(time);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime();
}

/** Where something due at that time stands in a day's work; the day is the reader's own. */
export function groupOf(dueAt: string | null | undefined, now = Date.now()): Group {
  if (!dueAt) return 'some_day';
  const due = Date.parse(dueAt);
  if (due < now) return 'overdue';
  return due < startOfDay(now, 1) ? 'today' : 'next';
}

/** Tomorrow at nine, as a control for date and time takes it. */
export function tomorrowMorning(now = Date.now()): string {
  return localTime(new Date(startOfDay(now, 1) + 9 * 3_600_000));
}

/** "2026-11-22T09:00" of the reader's own clock. */
export function localTime(time: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** "today, 09:00"; "Mon, 23 Nov, 09:00" where it is more than a day away. */
export function dueText(dueAt: string, now = Date.now()): string {
  const due = Date.parse(dueAt);
  const time = new Intl.DateTimeFormat(currentLanguage(), { hour: '2-digit', minute: '2-digit' });
  const days = Math.round((startOfDay(due) - startOfDay(now)) / 86_400_000);
  if (Math.abs(days) < 2) return `${new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' }).format(days, 'day')}, ${time.format(due)}`;
  return new Intl.DateTimeFormat(currentLanguage(), { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(due);
}
