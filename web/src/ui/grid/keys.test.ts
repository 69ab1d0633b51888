import { expect, test } from 'vitest';
import { following, moved, within } from './keys';
import { shownAt } from './window';

test('arrows, pages and ends lead through the table', () => {
  const from = { row: 5, column: 1 };
  expect(moved('ArrowDown', false, from, 100, 4, 10)).toEqual({ row: 6, column: 1 });
  expect(moved('PageUp', false, from, 100, 4, 10)).toEqual({ row: 0, column: 1 });
  expect(moved('End', false, from, 100, 4, 10)).toEqual({ row: 5, column: 3 });
  expect(moved('End', true, from, 100, 4, 10)).toEqual({ row: 99, column: 3 });
  expect(moved('x', false, from, 100, 4, 10)).toBeNull();
});

test('nothing leads out of it, but up into the heading', () => {
  expect(within({ row: 200, column: -1 }, 100, 4)).toEqual({ row: 99, column: 0 });
  expect(within({ row: -5, column: 9 }, 100, 4)).toEqual({ row: -1, column: 3 });
});

test('Tab goes on in the next row, and back', () => {
  expect(following({ row: 0, column: 3 }, false, 100, 4)).toEqual({ row: 1, column: 0 });
  expect(following({ row: 1, column: 0 }, true, 100, 4)).toEqual({ row: 0, column: 3 });
  expect(following({ row: 99, column: 3 }, false, 100, 4)).toEqual({ row: 99, column: 3 });
});

test('some rows more than those in view are rendered, and none that are not there', () => {
  expect(shownAt(0, 760, 100_000)).toEqual({ first: 0, end: 40 });
  expect(shownAt(38 * 50_000, 760, 100_000)).toEqual({ first: 49_984, end: 50_040 });
  expect(shownAt(38 * 50_000, 760, 10)).toEqual({ first: 10, end: 10 });
});
