import type { JsonObject } from '../../slack/json.ts';
import { num, obj, objects, str, strings } from './read.ts';

export interface Chart {
  readonly kind: 'line' | 'bar' | 'area' | 'pie';
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly xLabel: string;
  readonly yLabel: string;
}

/** undefined: no chart this page knows. */
export function readChart(chart: JsonObject | undefined): Chart | undefined {
  const kind = str(chart?.type);
  if (kind === 'pie') {
    const segments = objects(chart?.segments);
    const values = segments.map(({ value }) => num(value) ?? 0);
    return {
      kind,
      categories: segments.map(({ label }) => str(label)),
      series: [{ name: 'Value', values }],
      xLabel: '',
      yLabel: '',
    };
  }
  if (kind !== 'line' && kind !== 'bar' && kind !== 'area') return undefined;
  const axis = obj(chart?.axis_config) ?? {};
  return {
    kind,
    categories: strings(axis.categories),
    series: objects(chart?.series).map(({ name, data }) => ({
      name: str(name),
      values: objects(data).map(({ value }) => num(value) ?? 0),
    })),
    xLabel: str(axis.x_label),
    yLabel: str(axis.y_label),
  };
}

/** Round numbers from 0 (or the lowest) to at least the highest: three to five steps. */
export function scaleOf(values: readonly number[]): {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
} {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  const step = roundUp((highest - lowest || 1) / 4);
  const low = Math.floor(lowest / step) * step;
  const high = Math.ceil(highest / step) * step || step;
  const count = Math.round((high - low) / step);
  return { low, high, ticks: Array.from({ length: count + 1 }, (_, n) => low + n * step) };
}

function roundUp(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const times = [1, 2, 2.5, 5, 10].find((each) => each * power >= step * 0.999) ?? 10;
  return times * power;
}

/** One sentence for a screen reader. */
export function summaryOf({ kind, categories, series }: Chart, title: string): string {
  const parts = series.map(({ name, values }) => {
    const pairs = values.map((value, index) => `${categories[index] ?? ''} ${value.toLocaleString()}`);
    return series.length > 1 || name !== 'Value' ? `${name}: ${pairs.join(', ')}` : pairs.join(', ');
  });
  return `${title}, ${kind} chart. ${parts.join('. ')}`;
}
