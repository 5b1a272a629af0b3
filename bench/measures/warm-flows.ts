import { type Contestant, type Name, pause } from '../contestant.ts';
import { timeDurableWrite } from '../durable-write.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import type { FlowTimes } from '../person.ts';
import { comparedRow, ms, type Row } from '../report/row.ts';
import { compare, median, type Pair, summary } from '../statistics.ts';
import { inTurn, type Measure, withBoth } from './measure.ts';

const CHANNEL = 'C0BENCH';
/** Before each press: nobody types the next command in the moment in which the last one is confirmed. */
const REST_MS = 10;

/** One person after the other, both apps warm: what a person waits for. */
export const warmFlows: Measure = async (setting) => {
  const { warmUpFlows, blocks, roundsABlock, flowsARound } = setting.scale;
  const flows = warmUpFlows + blocks * roundsABlock * flowsARound + 1;
  return withBoth(setting, { catalog: makeCatalog(flows) }, async (both, directory) => {
    for (const name of ['product', 'bare'] as const) await flowsOf(both[name], warmUpFlows);
    const rounds: { readonly times: Record<Name, FlowTimes[]>; readonly writes: number[] }[] = [];
    for (let block = 0; block < blocks; block += 1) {
      await both.product.followed();
      for (let n = 0; n < roundsABlock; n += 1) {
        const times: Record<Name, FlowTimes[]> = { product: [], bare: [] };
        for (const name of inTurn(n)) times[name] = await flowsOf(both[name], flowsARound);
        const writes: number[] = [];
        while (writes.length < flowsARound) {
          await pause(REST_MS);
          writes.push(await timeDurableWrite(directory));
        }
        rounds.push({ times, writes });
      }
    }
    const floor = summary(rounds.flatMap(({ writes }) => writes));
    const pairs = (step: keyof FlowTimes): Pair[] =>
      rounds.map(({ times }) => ({
        product: times.product.map((one) => one[step]),
        other: times.bare.map((one) => one[step]),
      }));
    const withWrite = pairs('sync').map(({ product, other }, n) => {
      const write = median(rounds[n]?.writes ?? []);
      return { product, other: other.map((time) => time + write) };
    });
    return [
      comparedRow('slash command → `views.open` at Slack', compare(pairs('open')), { bound: 1.1 }),
      comparedRow('submit → `force_sync` at C1, beside the bare app + one durable write', compare(withWrite), {
        bound: 1.1,
      }),
      comparedRow('the same beside the bare app alone', compare(pairs('sync'))),
      {
        measure: 'one durable write on this disk (the floor)',
        product: `${ms(floor.p50)} / ${ms(floor.p99)}`,
        other: '',
      },
      comparedRow('submit → confirmation at Slack', compare(pairs('confirm'))),
      await callsOfOneSync(both.product),
    ];
  });
};

async function flowsOf(contestant: Contestant, count: number): Promise<FlowTimes[]> {
  const times: FlowTimes[] = [];
  while (times.length < count) {
    await pause(REST_MS);
    times.push(await contestant.person.flow(contestant.nextConnector(), CHANNEL));
  }
  return times;
}

async function callsOfOneSync(product: Contestant): Promise<Row> {
  await product.followed();
  const { arrivals } = product.c1;
  const [posts, gets] = [arrivals.counted('POST'), arrivals.counted('GET')];
  await flowsOf(product, 1);
  const [post, get] = [arrivals.counted('POST') - posts, arrivals.counted('GET') - gets];
  return {
    measure: 'calls to C1 until a warm sync is confirmed',
    product: `${post} POST, ${get} GET`,
    other: '1 POST',
    asked: { what: '1 POST, 0 GET', met: post === 1 && get === 0 },
  };
}
