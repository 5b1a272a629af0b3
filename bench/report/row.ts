import type { Comparison } from '../statistics.ts';

/** One line of the table. */
export interface Row {
  readonly measure: string;
  readonly product: string;
  /** The bare app, or what else stands beside c1-sync. */
  readonly other: string;
  /** Undefined: the figures are not compared as a ratio. */
  readonly ratio?: number;
  readonly spread?: readonly [low: number, high: number];
  /** The most that the ratio may be (or the least, see `atLeast`). Undefined: for information. */
  readonly bound?: number;
  readonly atLeast?: boolean;
  /** For bounds that are no ratios: what they ask, and whether it holds. */
  readonly asked?: { readonly what: string; readonly met: boolean };
}

export function isMet({ ratio, bound, atLeast = false, asked }: Row): boolean | undefined {
  if (asked !== undefined) return asked.met;
  if (ratio === undefined || bound === undefined) return undefined;
  return atLeast ? ratio >= bound : ratio <= bound;
}

type Shown = (value: number) => string;

export const ms: Shown = (value) => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
export const us: Shown = (value) => `${(value * 1000).toFixed(value < 0.01 ? 2 : 0)} µs`;
export const mib: Shown = (value) => `${(value / 2 ** 20).toFixed(0)} MiB`;

/** Both as so many a second. */
export function rateRow(
  measure: string,
  { product, other, ratio, spread }: Comparison,
  more: Pick<Row, 'bound' | 'atLeast'> = {},
): Row {
  const shown = ({ p50 }: { p50: number }) => `${p50.toFixed(0)} /s`;
  return { measure, product: shown(product), other: shown(other), ratio, spread, ...more };
}

/** Both with p50 and p99. */
export function comparedRow(
  measure: string,
  { product, other, ratio, spread }: Comparison,
  more: { readonly bound?: number; readonly shown?: Shown } = {},
): Row {
  const { bound, shown = ms } = more;
  const both = ({ p50, p99 }: { p50: number; p99: number }) => `${shown(p50)} / ${shown(p99)}`;
  return {
    measure,
    product: both(product),
    other: both(other),
    ratio,
    spread,
    ...(bound === undefined ? {} : { bound }),
  };
}
