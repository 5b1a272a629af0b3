import { pause, startContestant } from '../contestant.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import { comparedRow, type Row } from '../report/row.ts';
import { compare, type Pair } from '../statistics.ts';
import { inDirectory } from '../workplace.ts';
import { inTurn, type Measure, withBoth } from './measure.ts';

/** What C1 takes for each of its answers. */
const LATENCY_MS = 100;
/** Two, so that it takes half the time; they press half an answer of C1 apart, and so stand in nobody's way. */
const PEOPLE = 2;
/** Somebody looks for their connector. */
const PICKING_MS = 400;

/** A C1 as far away as it is in life. */
export const slowC1: Measure = async (setting) => [await firstSync(setting), ...(await confirmation(setting))];

/** The very first of a process: what the person took to pick does not count. */
const firstSync = async ({ built, scale }: Parameters<Measure>[0]): Promise<Row> => {
  const rounds: Pair[] = [];
  for (let n = 0; n < scale.firstSyncRounds; n += 1) {
    const times = { product: 0, bare: 0 };
    for (const name of inTurn(n)) {
      times[name] = await inDirectory(async (directory) => {
        const options = { built, directory, catalog: makeCatalog(10), latencyMs: LATENCY_MS };
        const contestant = await startContestant(name, options);
        try {
          const picking = () => pause(PICKING_MS);
          const { open, confirm } = await contestant.person.flow(contestant.nextConnector(), 'C0FIRST', picking);
          return open + confirm;
        } finally {
          await contestant.close();
        }
      });
    }
    rounds.push({ product: [times.product], other: [times.bare] });
  }
  const measure = `very first sync after start, command → confirmation, C1 at ${LATENCY_MS} ms`;
  return comparedRow(measure, compare(rounds), { bound: 0.6 });
};

const confirmation = async (setting: Parameters<Measure>[0]): Promise<readonly Row[]> => {
  const { slowBlocks, slowRounds, slowFlows } = setting.scale;
  const each = Math.ceil(slowFlows / PEOPLE);
  const catalog = makeCatalog((1 + slowBlocks * slowRounds) * PEOPLE * each);
  return withBoth(setting, { catalog, latencyMs: LATENCY_MS }, async (both) => {
    const rounds: Pair[] = [];
    for (let n = -1; n < slowBlocks * slowRounds; n += 1) {
      // What is left to follow of one block must not stand in the way of the next.
      if (n % slowRounds === 0) await both.product.followed();
      const times = { product: [] as number[], bare: [] as number[] };
      for (const name of inTurn(n)) {
        const { person, nextConnector } = both[name];
        const one = async (channel: string, after: number) => {
          await pause(after);
          for (let flow = 0; flow < each; flow += 1)
            times[name].push((await person.flow(nextConnector(), channel)).confirm);
        };
        await Promise.all(Array.from({ length: PEOPLE }, (_, k) => one(`C0SLOW${k}`, (k * LATENCY_MS) / PEOPLE)));
      }
      // The first warms both up.
      if (n >= 0) rounds.push({ product: times.product, other: times.bare });
    }
    const measure = `submit → confirmation, C1 at ${LATENCY_MS} ms`;
    return [
      comparedRow(`${measure}, p50`, compare(rounds), { bound: 1.05 }),
      comparedRow(`${measure}, p99`, compare([together(rounds)], 0.99), { bound: 1.1 }),
    ];
  });
};

/** A p99 needs all samples there are. */
function together(rounds: readonly Pair[]): Pair {
  return { product: rounds.flatMap(({ product }) => product), other: rounds.flatMap(({ other }) => other) };
}
