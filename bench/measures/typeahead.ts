import { type Contestant, startContestant } from '../contestant.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import { mib, ms, type Row } from '../report/row.ts';
import { compare, summary } from '../statistics.ts';
import { inDirectory } from '../workplace.ts';
import type { Measure, Setting } from './measure.ts';

/** What somebody types who looks for one connector, and the one they mean, which every tenant has. */
const TYPED = ['pay', 'payr', 'payroll', 'payroll 2'];
const MEANT = /\/ payroll 2$/;
/** Of the median of the smallest tenant, by size. */
const BOUNDS: ReadonlyMap<number, number> = new Map([
  [5_000, 1.5],
  [50_000, 5],
]);
const MORE_MEMORY = 60 * 2 ** 20;

/** The connector menu over HTTP, in tenants of several sizes; and what a large one costs in memory. */
export const typeahead: Measure = async (setting) => {
  const { scale } = setting;
  const tenants: { readonly size: number; readonly times: number[][]; readonly rss: number; best: boolean }[] = [];
  const running: Contestant[] = [];
  return inDirectory(async (directory) => {
    try {
      for (const size of scale.tenants) {
        const contestant = await started(setting, directory, size);
        running.push(contestant);
        await contestant.person.openModal('C0TYPE');
        tenants.push({ size, times: [], rss: (await contestant.app.read('memory')).rss, best: true });
      }
      for (let round = -1; round < scale.typingRounds; round += 1) {
        for (const [n, tenant] of tenants.entries()) {
          const times: number[] = [];
          for (let again = 0; again < (round < 0 ? scale.warmUpFlows : 20); again += 1) {
            const typed = TYPED[again % TYPED.length] ?? '';
            const { ms, labels } = (await running[n]?.person.type(typed)) ?? { ms: Number.NaN, labels: [] };
            times.push(ms);
            if (typed === TYPED.at(-1) && !MEANT.test(labels[0] ?? '')) tenant.best = false;
          }
          // The first warms up.
          if (round >= 0) tenant.times.push(times);
        }
      }
      return rows(tenants);
    } finally {
      await Promise.all(running.map((one) => one.close()));
    }
  });
};

function started({ built }: Setting, directory: string, size: number): Promise<Contestant> {
  const env = { DATABASE_PATH: `${directory}/${size}.json` };
  return startContestant('product', { built, directory, catalog: makeCatalog(size), env });
}

type Tenant = { readonly size: number; readonly times: number[][]; readonly rss: number; readonly best: boolean };

function rows(tenants: readonly Tenant[]): readonly Row[] {
  const [smallest, ...larger] = tenants;
  const largest = tenants.at(-1);
  if (smallest === undefined || largest === undefined) return [];
  const shown = ({ times }: Tenant) => {
    const { p50, p99 } = summary(times.flat());
    return `${ms(p50)} / ${ms(p99)}`;
  };
  const compared = larger.map((tenant): Row => {
    const pairs = tenant.times.map((product, n) => ({ product, other: smallest.times[n] ?? [] }));
    const { ratio, spread } = compare(pairs);
    const bound = BOUNDS.get(tenant.size);
    const measure = `typing in the menu, ${tenant.size.toLocaleString('en')} connectors beside ${smallest.size}`;
    return { measure, product: shown(tenant), other: shown(smallest), ratio, spread, ...(bound && { bound }) };
  });
  const best = tenants.every((tenant) => tenant.best);
  const more = largest.rss - smallest.rss;
  return [
    ...compared,
    {
      measure: 'the connector that is meant is offered first, in each tenant',
      product: best ? 'yes' : 'no',
      other: '',
      asked: { what: 'yes', met: best },
    },
    {
      measure: `memory with ${largest.size.toLocaleString('en')} connectors beside ${smallest.size}`,
      product: mib(largest.rss),
      other: mib(smallest.rss),
      asked: { what: `+ ${mib(MORE_MEMORY)}`, met: more <= MORE_MEMORY },
    },
  ];
}
