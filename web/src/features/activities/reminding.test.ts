import { expect, test } from 'vitest';
import type { Activity } from '../../api/types';
import { dueReminders } from './reminding';

const noon = Date.parse('2026-11-22T12:00:00Z');

function activity(id: string, remind_at: string | null, done = false): Activity {
  return {
    id, remind_at, done, kind: 'task', subject: id, body: null, due_at: null, done_at: null, assignee_id: 'a', customer_id: null, customer_name: null, spot_id: null, version: 1,
    created_at: '2026-11-01T00:00:00Z', created_by: 'a', updated_at: '2026-11-01T00:00:00Z', updated_by: 'a',
  }; // prettier-ignore
}

test('a reminder comes when its time has come, the oldest first, until it is put away or done', () => {
  const all = [
    activity('later', '2026-11-22T12:00:01Z'),
    activity('now', '2026-11-22T12:00:00Z'),
    activity('early', '2026-11-20T08:00:00Z'),
    activity('done', '2026-11-20T08:00:00Z', true),
    activity('none', null),
  ];
  expect(dueReminders(all, noon, []).map(({ activity: { id } }) => id)).toEqual(['early', 'now']);
  expect(dueReminders(all, noon, ['early 2026-11-20T08:00:00Z']).map(({ activity: { id } }) => id)).toEqual(['now']);
  expect(dueReminders([activity('early', '2026-11-21T08:00:00Z')], noon, ['early 2026-11-20T08:00:00Z'])).toHaveLength(1);
});
