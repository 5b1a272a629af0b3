/** Chance that comes out the same for the same seed (mulberry32). */
export interface Chance {
  /** 0 to 1, without 1. */
  next(): number;
  /** Whole numbers. */
  between(least: number, most: number): number;
  /** Whole numbers, small values as often as large ones: as many between 1 and 10 as between 10 and 100. */
  spread(least: number, most: number): number;
  happens(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

export function chance(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const within = (least: number, most: number): number => least + next() * (most - least);
  return {
    next,
    between: (least, most) => Math.round(within(least, most)),
    spread: (least, most) => Math.round(Math.exp(within(Math.log(least), Math.log(most)))),
    happens: (probability) => next() < probability,
    pick: (from) => {
      const picked = from[Math.floor(next() * from.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
  };
}
