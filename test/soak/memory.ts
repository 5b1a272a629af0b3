import { setTimeout as delay } from 'node:timers/promises';
import type { OnFinished, Product } from '../e2e/product.ts';
import { slope } from './figures.ts';
import { inspectHeap, type Reading } from './inspected-heap.ts';

export type Timed = Reading & { readonly minute: number };

const READ_EVERY_MS = 5_000;

/** Readings from the end of the warm-up on, every five seconds. */
export async function watchMemory(
  product: Product,
  { warmUpMs, forMs, onFinished }: { warmUpMs?: number; forMs: number; onFinished: OnFinished },
): Promise<Timed[]> {
  if (warmUpMs === undefined) return [];
  const heap = await inspectHeap(product);
  onFinished(() => heap.close());
  const readings: Timed[] = [];
  await delay(warmUpMs);
  for (let ms = warmUpMs; ms < forMs; ms += READ_EVERY_MS) {
    readings.push({ ...(await heap.read()), minute: ms / 60_000 });
    await delay(READ_EVERY_MS);
  }
  return readings;
}

/** In MiB a minute. */
export function growth(readings: readonly Timed[], of: keyof Reading): number {
  return slope(readings.map((one) => ({ x: one.minute, y: one[of] })));
}

export function describeMemory(readings: readonly Timed[]): object {
  const ends = (of: keyof Reading) => [readings[0], readings.at(-1)].map((one) => one?.[of].toFixed(1)).join(' → ');
  return {
    readings: readings.length,
    'heap after collection (MiB)': ends('heap'),
    'its slope (MiB a minute)': Number(growth(readings, 'heap').toFixed(3)),
    'rss (MiB)': ends('rss'),
    'slope of rss': Number(growth(readings, 'rss').toFixed(3)),
  };
}
