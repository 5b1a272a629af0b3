import type { HttpAnswer } from './http.ts';
import { httpDate } from './retry-after.ts';

/** The header `Date` counts whole seconds, so one of them may be its rounding. */
const ROUNDING_MS = 1000;

/** How far our clock is from that of whoever answered. */
export interface ClockSkew {
  /** Milliseconds; positive: ours is ahead. */
  readonly skewMs: number;
  readonly sentence: string;
}

/**
 * @param toleranceMs a difference below this is forgiven
 * @param now by our clock, milliseconds since the epoch
 * @returns null if the answer has no date, or the clocks agree
 */
export function clockSkew({ date }: HttpAnswer, now: number, toleranceMs: number): ClockSkew | null {
  const theirs = httpDate(date);
  const skewMs = now - theirs;
  if (Number.isNaN(skewMs) || Math.abs(skewMs) < toleranceMs - ROUNDING_MS) return null;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const [ours, its] = [now, theirs].map((ms) => new Date(ms).toISOString());
  const sentence =
    `clock skew: this machine's clock is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} C1's ` +
    `(${ours} here, ${its} there); set it right`;
  return { skewMs, sentence };
}
