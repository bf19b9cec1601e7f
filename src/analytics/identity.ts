/** A hotspot as far as its identity is concerned: its name and the cells it covers. */
export type Footprint = { id: string; cells: readonly string[] };

/**
 * What became of a hotspot since the last run. `same`, `grew`, `shrank` and `moved` keep one predecessor; `split`: one of several that
 * came out of it; `merged`: it took in several; `new`: nothing was there; `cooled`: nothing is there any more.
 */
export type Fate = 'same' | 'grew' | 'shrank' | 'moved' | 'split' | 'merged' | 'new' | 'cooled';

/** One hotspot followed from the last run to this one. */
export type Match = {
  fate: Fate;
  /** Hotspot of this run; null when it cooled. */
  current: string | null;
  /** Its predecessors in the last run, the most alike first; empty when new. */
  previous: string[];
  /** Shared cells over all cells of both (Jaccard 1901) with the first predecessor, 0..1. */
  overlap: number;
};

/** Less in common than this share of the smaller one is a touch at the corner, not an identity. */
const LEAST_SHARED = 0.25;
const ALIKE = 0.5;
const GROWTH = 1.25;

type Link = { previous: Footprint; current: Footprint; shared: number };

/**
 * Follows hotspots from one run to the next by the cells they share. Each pair that shares at least a quarter of the smaller one is
 * linked; the links say which stayed, split or merged. Current hotspots come first in their order, cooled ones after.
 * O(cells + pairs that touch)
 */
export function matchHotspots(previous: readonly Footprint[], current: readonly Footprint[]): Match[] {
  const links = linksBetween(previous, current);
  const heirs = new Map<string, number>();
  for (const { previous: before } of links) heirs.set(before.id, (heirs.get(before.id) ?? 0) + 1);
  const matches = current.map((now): Match => {
    const mine = links.filter((link) => link.current === now).sort((a, b) => overlapOf(b) - overlapOf(a));
    const closest = mine[0];
    if (!closest) return { fate: 'new', current: now.id, previous: [], overlap: 0 };
    return {
      fate: fateOf(closest, mine.length, heirs.get(closest.previous.id) ?? 1),
      current: now.id,
      previous: mine.map((link) => link.previous.id),
      overlap: overlapOf(closest),
    };
  });
  const cooled = previous
    .filter(({ id }) => !heirs.has(id))
    .map(({ id }): Match => ({ fate: 'cooled', current: null, previous: [id], overlap: 0 }));
  return [...matches, ...cooled];
}

function fateOf(link: Link, predecessors: number, heirsOfPredecessor: number): Fate {
  if (predecessors > 1) return 'merged';
  if (heirsOfPredecessor > 1) return 'split';
  const growth = link.current.cells.length / link.previous.cells.length;
  const nested = link.shared / Math.min(link.current.cells.length, link.previous.cells.length) >= 0.75;
  if (nested && growth >= GROWTH) return 'grew';
  if (nested && growth <= 1 / GROWTH) return 'shrank';
  return overlapOf(link) >= ALIKE ? 'same' : 'moved';
}

function overlapOf({ previous, current, shared }: Link): number {
  return shared / (previous.cells.length + current.cells.length - shared);
}

function linksBetween(previous: readonly Footprint[], current: readonly Footprint[]): Link[] {
  const owners = new Map<string, Footprint[]>();
  for (const footprint of previous) {
    for (const cell of new Set(footprint.cells)) owners.set(cell, [...(owners.get(cell) ?? []), footprint]);
  }
  return current.flatMap((now) => {
    const shared = new Map<Footprint, number>();
    for (const cell of new Set(now.cells)) {
      for (const owner of owners.get(cell) ?? []) shared.set(owner, (shared.get(owner) ?? 0) + 1);
    }
    return [...shared]
      .filter(([before, count]) => count >= LEAST_SHARED * Math.min(before.cells.length, now.cells.length))
      .map(([before, count]): Link => ({ previous: before, current: now, shared: count }));
  });
}
