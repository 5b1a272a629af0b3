import type { Contestant } from '../contestant.ts';
import { crowd } from '../crowd.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import type { Reading } from '../probe.ts';
import { mib, type Row } from '../report/row.ts';
import { type Measure, withBoth } from './measure.ts';

const BOUND = 1.35;
/** Bytes a flow; below it the heap does not grow, it breathes. */
const FLAT = 100;

/** Both apps at once: nothing is timed. */
export const memory: Measure = async (setting) => {
  const { memoryFlows, memoryReadings, memoryConnectors } = setting.scale;
  const each = Math.ceil(memoryFlows / memoryReadings);
  const catalog = makeCatalog(memoryConnectors);
  const env = { C1_SYNC_COOLDOWN_SECONDS: '0' };
  return withBoth(setting, { catalog, env }, async ({ product, bare }) => {
    const fresh = [await product.app.read('memory'), await bare.app.read('memory')] as const;
    const [ours, theirs] = await Promise.all([
      readings(product, each, memoryReadings),
      readings(bare, each, memoryReadings),
    ]);
    return [
      row('memory after the start (RSS)', fresh),
      row(`memory after ${memoryFlows.toLocaleString('en')} syncs, each followed to its end (RSS)`, [
        ours.at(-1) ?? fresh[0],
        theirs.at(-1) ?? fresh[1],
      ]),
      growth(ours, theirs, each),
    ];
  });
};

async function readings(contestant: Contestant, flows: number, count: number): Promise<readonly Reading[]> {
  const all: Reading[] = [];
  for (let n = 0; n < count; n += 1) {
    await crowd(contestant, flows);
    await contestant.followed();
    all.push(await contestant.app.read('memory'));
  }
  return all;
}

function row(measure: string, [ours, theirs]: readonly [Reading, Reading]): Row {
  return { measure, product: mib(ours.rss), other: mib(theirs.rss), ratio: ours.rss / theirs.rss, bound: BOUND };
}

/** By the heap, over the second half of the readings: before that caches and kept records fill up. */
function growth(ours: readonly Reading[], theirs: readonly Reading[], each: number): Row {
  const [product, other] = [ours, theirs].map(
    (all) => slope(all.slice(all.length / 2).map((one) => one.heapUsed)) / each,
  );
  const shown = (bytes = Number.NaN) => `${bytes.toFixed(0)} B a sync`;
  return {
    measure: `growth of the heap over the second half of ${ours.length} readings`,
    product: shown(product),
    other: shown(other),
    asked: { what: `≤ ${FLAT} B a sync`, met: (product ?? Number.NaN) <= FLAT },
  };
}

/** Of the line of least squares, for each step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [rise, run] = [0, 0];
  for (const [n, value] of values.entries()) {
    rise += (n - middle) * (value - mean);
    run += (n - middle) ** 2;
  }
  return rise / run;
}
