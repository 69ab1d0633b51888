import type { Spot } from '../../api/types';

export interface SpotNode {
  spot: Spot;
  depth: number;
  below: SpotNode[];
}

/** Spots as a tree. One whose parent is out of sight stands at the top. */
export function treeOf(spots: readonly Spot[]): SpotNode[] {
  const known = new Set(spots.map((spot) => spot.id));
  const grow = (parent: string | null, depth: number): SpotNode[] =>
    spots
      .filter((spot) => (parent === null ? spot.parent_id === null || !known.has(spot.parent_id ?? '') : spot.parent_id === parent))
      .map((spot) => ({ spot, depth, below: grow(spot.id, depth + 1) }));
  return grow(null, 0);
}

/** All of a tree from top to bottom. */
export function flat(nodes: readonly SpotNode[]): SpotNode[] {
  return nodes.flatMap((node) => [node, ...flat(node.below)]);
}

/** Where a spot may go: not below itself. */
export function placesFor(spot: Spot, spots: readonly Spot[]): SpotNode[] {
  const without = (nodes: readonly SpotNode[]): SpotNode[] => nodes.filter((node) => node.spot.id !== spot.id).flatMap((node) => [node, ...without(node.below)]);
  return without(treeOf(spots));
}

/** A spot's name, set in as deep as it lies: for lists to choose from. */
export function indented({ spot, depth }: SpotNode): string {
  return `${'\u2003'.repeat(depth)}${spot.name}`;
}
