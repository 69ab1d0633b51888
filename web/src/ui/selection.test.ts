import { expect, test } from 'vitest';
import { between, toggled } from './selection';

test('a range holds both ends, in either direction, and skips what is not loaded', () => {
  const ids = ['a', 'b', undefined, 'd', 'e'];
  expect(between(ids, 1, 3)).toEqual(['b', 'd']);
  expect(between(ids, 3, 1)).toEqual(['b', 'd']);
  expect(between(ids, 0, Infinity)).toEqual(['a', 'b', 'd', 'e']);
});

test('a row that is picked again is dropped', () => {
  expect(toggled(new Set(['a']), 'b')).toEqual(new Set(['a', 'b']));
  expect(toggled(new Set(['a', 'b']), 'b')).toEqual(new Set(['a']));
});
