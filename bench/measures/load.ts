import type { Contestant, Name } from '../contestant.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import { comparedRow, type Row } from '../report/row.ts';
import { compare, median, percentile } from '../statistics.ts';
import { inTurn, type Measure, withBoth } from './measure.ts';

const AT_ONCE = 64;

/** One round of one app. */
interface Load {
  readonly flowsASecond: number;
  readonly cpuMsAFlow: number;
  /** With the following to its end. */
  readonly cpuMsALife: number;
}

/** Everybody at once. */
export const load: Measure = async (setting) => {
  const { loadRounds, loadFlows, warmUpFlows } = setting.scale;
  const catalog = makeCatalog(warmUpFlows + loadRounds * loadFlows);
  return withBoth(setting, { catalog }, async (both) => {
    for (const name of ['product', 'bare'] as const) await loaded(both[name], warmUpFlows);
    const rounds: Record<Name, Load>[] = [];
    for (let n = 0; n < loadRounds; n += 1) {
      const round: Partial<Record<Name, Load>> = {};
      for (const name of inTurn(n)) round[name] = await loaded(both[name], loadFlows);
      if (round.product !== undefined && round.bare !== undefined) {
        rounds.push({ product: round.product, bare: round.bare });
      }
    }
    const pairs = (what: keyof Load) =>
      rounds.map(({ product, bare }) => ({ product: [product[what]], other: [bare[what]] }));
    const cpu = comparedRow('CPU of a flow, command → confirmation', compare(pairs('cpuMsAFlow')), { bound: 1.4 });
    const life = comparedRow('CPU of a sync with its following to the end', compare(pairs('cpuMsALife')));
    return [throughput(rounds), cpu, life, await grants(both.product)];
  });
};

async function loaded(contestant: Contestant, flows: number): Promise<Load> {
  const { app, person, nextConnector } = contestant;
  const before = await app.read('cpu');
  const begun = performance.now();
  let left = flows;
  const one = async (channel: string): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await person.flow(nextConnector(), channel);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, flows) }, (_, n) => one(`C0LOAD${n}`)));
  const seconds = (performance.now() - begun) / 1000;
  const after = await app.read('cpu');
  await contestant.followed();
  const atTheEnd = await app.read('cpu');
  return {
    flowsASecond: flows / seconds,
    cpuMsAFlow: (after.cpuMs - before.cpuMs) / flows,
    cpuMsALife: (atTheEnd.cpuMs - before.cpuMs) / flows,
  };
}

function throughput(rounds: readonly Record<Name, Load>[]): Row {
  const of = (name: Name) => rounds.map((round) => round[name].flowsASecond);
  const ratios = rounds.map(({ product, bare }) => product.flowsASecond / bare.flowsASecond);
  const shown = (name: Name) => `${median(of(name)).toFixed(0)} /s`;
  return {
    measure: `full flows per second, ${AT_ONCE} at once`,
    product: shown('product'),
    other: shown('bare'),
    ratio: median(of('product')) / median(of('bare')),
    spread: [percentile(ratios, 0.25), percentile(ratios, 0.75)],
    bound: 0.8,
    atLeast: true,
  };
}

async function grants({ c1 }: Contestant): Promise<Row> {
  const granted = c1.arrivals.counted('grant');
  const product = `${granted} for ${c1.arrivals.counted('POST')} syncs, ${AT_ONCE} at once`;
  return { measure: 'token grants', product, other: '', asked: { what: '1', met: granted === 1 } };
}
