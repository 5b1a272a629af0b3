import type { Contestant } from '../contestant.ts';
import { crowd } from '../crowd.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import type { Reading } from '../probe.ts';
import { mib, type Row } from '../report/row.ts';
import type { Scale } from '../scale.ts';
import { type Measure, withBoth } from './measure.ts';

const BOUND = 1.35;
/** Bytes a flow; below it the heap does not grow, it breathes. */
const FLAT = 100;

/** Both apps at once: nothing is timed. */
export const memory: Measure = async (setting) => {
  const { memoryFlows, memoryConnectors } = setting.scale;
  const catalog = makeCatalog(memoryConnectors);
  const env = { C1_SYNC_COOLDOWN_SECONDS: '0' };
  return withBoth(setting, { catalog, env }, async ({ product, bare }) => {
    const fresh = [await product.app.read('memory'), await bare.app.read('memory')] as const;
    const [ours, theirs] = await Promise.all([readings(product, setting.scale), readings(bare, setting.scale)]);
    return [
      row('memory after the start (RSS)', fresh),
      row(`memory after ${memoryFlows.toLocaleString('en')} syncs, each followed to its end (RSS)`, [
        ours[0] ?? fresh[0],
        theirs[0] ?? fresh[1],
      ]),
      growth(ours, theirs, setting.scale),
    ];
  });
};

/** The first after so many syncs that caches and kept records are full, the others after some more each. */
async function readings(contestant: Contestant, scale: Scale): Promise<readonly Reading[]> {
  const { memoryFlows, memoryConnectors, memoryReadings, memoryFlowsAReading } = scale;
  for (let left = memoryFlows; left > 0; left -= memoryConnectors) {
    await crowd(contestant, Math.min(left, memoryConnectors));
    await contestant.followed();
  }
  const all = [await contestant.app.read('memory')];
  while (all.length < memoryReadings) {
    await crowd(contestant, memoryFlowsAReading);
    await contestant.followed();
    all.push(await contestant.app.read('memory'));
  }
  return all;
}

function row(measure: string, [ours, theirs]: readonly [Reading, Reading]): Row {
  return { measure, product: mib(ours.rss), other: mib(theirs.rss), ratio: ours.rss / theirs.rss, bound: BOUND };
}

function growth(ours: readonly Reading[], theirs: readonly Reading[], scale: Scale): Row {
  const { memoryFlowsAReading: each } = scale;
  const [product, other] = [ours, theirs].map((all) => slope(all.map((one) => one.heapUsed)) / each);
  const shown = (bytes = Number.NaN) => `${bytes.toFixed(0)} B a sync`;
  const more = each * (ours.length - 1);
  return {
    measure: `growth of the heap over ${more.toLocaleString('en')} syncs more, in ${ours.length} readings`,
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
