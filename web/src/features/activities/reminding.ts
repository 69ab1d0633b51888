import type { Activity } from '../../api/types';

export interface Reminder {
  /** The activity and the time: a reminder that is set anew comes again. */
  key: string;
  activity: Activity;
}

const place = 'reminders.seen';

/** Those whose time has come and that were not put away, the oldest first. */
export function dueReminders(activities: Activity[], now: number, seen: readonly string[]): Reminder[] {
  return activities
    .filter((activity) => !activity.done && activity.remind_at && Date.parse(activity.remind_at) <= now)
    .map((activity) => ({ key: `${activity.id} ${activity.remind_at ?? ''}`, activity }))
    .filter(({ key }) => !seen.includes(key))
    .sort((a, b) => (a.activity.remind_at ?? '').localeCompare(b.activity.remind_at ?? ''));
}

/** What was put away in this browser. */
export function seenReminders(): string[] {
  const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
  return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : [];
}

export function rememberSeen(key: string): string[] {
  const seen = [...seenReminders(), key].slice(-200);
  localStorage.setItem(place, JSON.stringify(seen));
  return seen;
}
