import { expect, test } from 'vitest';
import { placeOf, stepped } from './places';

const columns = [{ cards: [{ id: 'a' }, { id: 'b' }] }, { cards: [] }, { cards: [{ id: 'c' }] }];

test('arrows lead from card to card and over empty columns', () => {
  const a = placeOf(columns, 'a');
  const b = placeOf(columns, 'b');
  const c = placeOf(columns, 'c');
  if (!a || !b || !c) throw new Error('a card has no place');
  expect(stepped(columns, a, 'ArrowDown')).toBe('b');
  expect(stepped(columns, b, 'ArrowDown')).toBeNull();
  expect(stepped(columns, b, 'ArrowRight')).toBe('c');
  expect(stepped(columns, c, 'ArrowLeft')).toBe('a');
  expect(stepped(columns, c, 'ArrowRight')).toBeNull();
  expect(placeOf(columns, 'd')).toBeNull();
});
