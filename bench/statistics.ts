/** The value below which the share `p` of the samples lies, by the nearest one. NaN for none. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * p) - 1))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** What one round of each brought. */
export interface Pair {
  readonly product: readonly number[];
  readonly other: readonly number[];
}

export interface Comparison {
  readonly product: Summary;
  readonly other: Summary;
  /** Of the medians over the rounds of the rounds' own figures: a round that a neighbour disturbed does not count. */
  readonly ratio: number;
  /** The middle half of the ratios of single rounds. */
  readonly spread: readonly [low: number, high: number];
}

export interface Summary {
  readonly p50: number;
  readonly p99: number;
}

/** @param p the share that is compared: 0.5 for the median of each round */
export function compare(rounds: readonly Pair[], p = 0.5): Comparison {
  const figure = (samples: readonly number[]) => (p === 0.5 ? median(samples) : percentile(samples, p));
  const ratios = rounds.map(({ product, other }) => figure(product) / figure(other));
  const over = (which: keyof Pair) => median(rounds.map((round) => figure(round[which])));
  return {
    product: summary(rounds.flatMap(({ product }) => product)),
    other: summary(rounds.flatMap(({ other }) => other)),
    ratio: over('product') / over('other'),
    spread: [percentile(ratios, 0.25), percentile(ratios, 0.75)],
  };
}

export function summary(samples: readonly number[]): Summary {
  return { p50: median(samples), p99: percentile(samples, 0.99) };
}
