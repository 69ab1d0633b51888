/* Where a table was left, by the address of its page: Back finds it as it was. */
import type { Picked } from '../selection';

export interface GridPlace {
  top: number;
  row: number;
  column: number;
  picked?: Picked;
}

const places = new Map<string, GridPlace>();
const address = () => location.pathname + location.search;

export function rememberedPlace(): GridPlace | undefined {
  return places.get(address());
}

export function rememberPlace(change: Partial<GridPlace>) {
  places.set(address(), { top: 0, row: 0, column: 0, ...rememberedPlace(), ...change });
}
