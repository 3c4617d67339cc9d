/** Everything random in a schedule comes from here: the same two numbers give the same schedule on every machine. */

export interface Chance {
  /** 0 ≤ whole number < `below` */
  below(below: number): number;
  /** true in so many cases of a hundred */
  percent(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  bytes(size: number): Uint8Array<ArrayBuffer>;
}

/** Mixes the run's seed and the schedule's number, so that neighbours have nothing in common (SplitMix32). */
export function createChance(seed: number, schedule: number): Chance {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(schedule + 1, 0x85ebca6b)) >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    percent: (share) => below(100) < share,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    bytes: (size) => {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 1) bytes[at] = next();
      return bytes;
    },
  };
}
