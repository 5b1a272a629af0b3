/** The value below which this share of them lies; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How much y grows with x: the median of the slopes between all pairs (Theil and Sen), which no outlier moves. */
export function slope(points: readonly Point[]): number {
  const slopes = points.flatMap((a, n) => points.slice(n + 1).map((b) => (b.y - a.y) / (b.x - a.x)));
  return percentile(slopes, 0.5);
}
