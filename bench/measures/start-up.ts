import { type Name, startContestant } from '../contestant.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import { comparedRow } from '../report/row.ts';
import { compare, type Pair } from '../statistics.ts';
import { inDirectory } from '../workplace.ts';
import { inTurn, type Measure } from './measure.ts';

/** From the start of the process until Slack's payloads are taken. */
export const startUp: Measure = async ({ built, scale }) => {
  const started = (name: Name): Promise<number> =>
    inDirectory(async (directory) => {
      const contestant = await startContestant(name, { built, directory, catalog: makeCatalog(10) });
      const { ms } = await contestant.app.said('ready');
      await contestant.close();
      return ms;
    });
  const rounds: Pair[] = [];
  for (let n = 0; n < scale.startRounds; n += 1) {
    const times = { product: 0, bare: 0 };
    for (const name of inTurn(n)) times[name] = await started(name);
    rounds.push({ product: [times.product], other: [times.bare] });
  }
  return [comparedRow('start → ready', compare(rounds), { bound: 1.5 })];
};
