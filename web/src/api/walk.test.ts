import { expect, test } from 'vitest';
import { newWalk, pageSize, placesFor, rowAt, turningPoint, walkOn, wanted } from './walk';

const items = (count: number, from = 0) => Array.from({ length: count }, (_, at) => ({ id: String(from + at) }));

test('a walk knows the way it has gone, and its end when it has seen it', () => {
  const walk = newWalk();
  walkOn(walk, 0, { items: items(pageSize), next: 'b' });
  expect(walk).toMatchObject({ cursors: [undefined, 'b'], end: null });
  walkOn(walk, 1, { items: items(3, pageSize), next: null });
  expect(walk.end).toBe(pageSize + 3);
  expect(walk.ids.at(-1)).toBe(String(pageSize + 2));
  walkOn(walk, 0, { items: items(pageSize), next: 'c' });
  expect(walk, 'what lay behind a page that changed is looked for again').toMatchObject({ cursors: [undefined, 'c'], end: null });
});

test('the pages in view are wanted, and one step on the way to them', () => {
  expect(wanted(0, 40, 1, false)).toEqual([0]);
  expect(wanted(150, 190, 2, false)).toEqual([0, 1]);
  expect(wanted(5000, 5040, 3, false)).toEqual([2]);
  expect(wanted(5000, 5040, 3, true)).toEqual([2]);
});

test('beyond the middle of a long list one comes from its end', () => {
  const [head, tail] = [newWalk(), newWalk()];
  const turn = turningPoint(head, 100_000);
  expect(turn).toBe(50_000);
  expect(placesFor({ first: 0, end: 40 }, 100_000, turn, head, tail)).toEqual([{ backwards: false, page: 0 }]);
  expect(placesFor({ first: 99_960, end: 100_000 }, 100_000, turn, head, tail)).toEqual([{ backwards: true, page: 0 }]);
  expect(placesFor({ first: 49_980, end: 50_020 }, 100_000, turn, head, tail)).toEqual([{ backwards: false, page: 0 }, { backwards: true, page: 0 }]); // prettier-ignore
  expect(rowAt({ backwards: true, page: 1 }, 3, 100_000)).toBe(99_796);
  expect(turningPoint(head, 400), 'a short one is walked through').toBe(Infinity);
  expect(turningPoint(head, undefined), 'a guess has no end to count from').toBe(Infinity);
});
