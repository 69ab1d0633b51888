import { expect, test } from 'vitest';
import { touchedBy } from './live_keys';

const ada = '019a0000-0000-7000-8000-000000000001';
const ben = '019a0000-0000-7000-8000-000000000002';

test('a changed customer touches its own answers and every list', () => {
  const touched = touchedBy([{ object: `customers/${ada}` }]);
  expect(touched(['customers', 'one', ada])).toBe(true);
  expect(touched(['customers', 'one', ben])).toBe(false);
  expect(touched(['customers', 'list', { search: 'a' }, null])).toBe(true);
  expect(touched(['estimates', 'of', ben])).toBe(true);
  expect(touched(['products', 'list'])).toBe(false);
});

test('what belongs to a customer touches whatever customer is shown', () => {
  const touched = touchedBy([{ object: `customers/${ada}` }, { object: `contacts/${ben}` }]);
  expect(touched(['customers', 'contacts', ben])).toBe(true);
});

test('a kind that nobody has heard of touches what is kept under its name', () => {
  expect(touchedBy([{ object: `things/${ada}` }])(['things', 'list'])).toBe(true);
});
