import { expect, test } from 'vitest';
import { dueText, groupOf, tomorrowMorning } from './due';

const noon = new Date(2026, 10, 22, 12, 0).getTime();
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();

test('what is due falls into the reader’s own days', () => {
  expect(groupOf(null, noon)).toBe('some_day');
  expect(groupOf(at(22, 11), noon)).toBe('overdue');
  expect(groupOf(at(21, 23), noon)).toBe('overdue');
  expect(groupOf(at(22, 23), noon)).toBe('today');
  expect(groupOf(at(23, 0), noon)).toBe('next');
});

test('tomorrow morning is nine o’clock, also at the end of a month', () => {
  expect(tomorrowMorning(noon)).toBe('2026-11-23T09:00');
  expect(tomorrowMorning(new Date(2026, 11, 31, 23, 59).getTime())).toBe('2027-01-01T09:00');
});

test('what is due within a day of today is said so', () => {
  expect(dueText(at(22, 9), noon)).toMatch(/^today, .*9:00/);
  expect(dueText(at(23, 0), noon)).toMatch(/^tomorrow, /);
  expect(dueText(at(21, 23), noon)).toMatch(/^yesterday, /);
  expect(dueText(at(24, 9), noon)).toMatch(/24/);
});
