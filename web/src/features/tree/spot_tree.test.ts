import { expect, test } from 'vitest';
import type { Spot } from '../../api/types';
import { flat, indented, placesFor, treeOf } from './spot_tree';

const spot = (id: string, parent_id: string | null): Spot => ({ id, parent_id, guild_id: 'g', name: id, version: 1, created_at: '2026-01-01T00:00:00Z' });
const spots = [spot('sales', null), spot('field', 'sales'), spot('north', 'field'), spot('service', null)];

test('spots lie below one another', () => {
  expect(flat(treeOf(spots)).map(indented)).toEqual(['sales', '\u2003field', '\u2003\u2003north', 'service']);
});

test('a spot does not go below itself', () => {
  expect(placesFor(spots[1] as Spot, spots).map((place) => place.spot.id)).toEqual(['sales', 'service']);
});

test('a spot whose parent is out of sight stands at the top', () => {
  expect(treeOf([spot('field', 'sales'), spot('north', 'field')]).map((node) => node.spot.id)).toEqual(['field']);
});
