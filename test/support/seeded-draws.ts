/** Chance that can be had again: the same draws for the same seed (Mulberry32). */
export interface Draws {
  /** a whole number from 0 to `below - 1` */
  (below: number): number;
}

export function drawsOf(seed: number): Draws {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function oneOf<T>(draw: Draws, list: readonly T[]): T {
  const found = list[draw(list.length)];
  if (found === undefined) throw new Error('an empty list');
  return found;
}
