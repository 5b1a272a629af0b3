import type { Contestant, Name } from '../contestant.ts';
import { AT_ONCE, type Load, loaded } from '../crowd.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import { comparedRow, type Row, rateRow } from '../report/row.ts';
import { compare } from '../statistics.ts';
import { inTurn, type Measure, withBoth } from './measure.ts';

/** One round of one app. */
interface Round extends Load {
  /** With the following to its end. */
  readonly cpuMsALife: number;
}

/** Everybody at once. */
export const load: Measure = async (setting) => {
  const { loadRounds, loadFlows, warmUpFlows } = setting.scale;
  const catalog = makeCatalog(warmUpFlows + loadRounds * loadFlows);
  return withBoth(setting, { catalog }, async (both) => {
    for (const name of ['product', 'bare'] as const) await lived(both[name], warmUpFlows);
    const rounds: Record<Name, Round>[] = [];
    for (let n = 0; n < loadRounds; n += 1) {
      const round: Partial<Record<Name, Round>> = {};
      for (const name of inTurn(n)) round[name] = await lived(both[name], loadFlows);
      if (round.product !== undefined && round.bare !== undefined) {
        rounds.push({ product: round.product, bare: round.bare });
      }
    }
    const compared = (what: keyof Round) =>
      compare(rounds.map(({ product, bare }) => ({ product: [product[what]], other: [bare[what]] })));
    return [
      rateRow(`full flows per second, ${AT_ONCE} at once`, compared('flowsASecond'), { bound: 0.8, atLeast: true }),
      comparedRow('CPU of a flow, command → confirmation', compared('cpuMsAFlow'), { bound: 1.4 }),
      comparedRow('CPU of a sync with its following to the end', compared('cpuMsALife')),
      grants(both.product),
    ];
  });
};

async function lived(contestant: Contestant, flows: number): Promise<Round> {
  const before = await contestant.cpuMs();
  const load = await loaded(contestant, flows);
  await contestant.followed();
  return { ...load, cpuMsALife: ((await contestant.cpuMs()) - before) / flows };
}

function grants({ c1 }: Contestant): Row {
  const granted = c1.arrivals.counted('grant');
  const product = `${granted} for ${c1.arrivals.counted('POST')} syncs, ${AT_ONCE} at once`;
  return { measure: 'token grants', product, other: '', asked: { what: '1', met: granted === 1 } };
}
