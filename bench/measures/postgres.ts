import { type Contestant, startContestant } from '../contestant.ts';
import { AT_ONCE, crowd, type Load, loaded } from '../crowd.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import { type Postgres, withPostgres } from '../postgres.ts';
import { comparedRow, mib, type Row, rateRow } from '../report/row.ts';
import type { Scale } from '../scale.ts';
import { compare } from '../statistics.ts';
import type { Measure, Setting } from './measure.ts';

/** The store in lowdb's file, in Postgres, in Postgres for two instances; each setup has its own Slack and C1. */
const SETUPS = ['file', 'one', 'two'] as const;
type Setup = (typeof SETUPS)[number];

interface Round extends Load {
  /** From the submission to `force_sync`, one person after the other. */
  readonly syncMs: readonly number[];
}

type Of<T> = Readonly<Record<Setup, T>>;

/** At once while a pool opens its connections and nothing is compiled: a database has to answer a person within seconds. */
const A_FEW = 8;
const BESIDE_THE_FILE = 'the store in Postgres beside lowdb';
const LEFT_OUT: Row = {
  measure: 'the store in Postgres; two instances',
  product: 'left out: `postgresql` is not installed',
  other: '',
};

/** What Postgres costs beside lowdb, and what a second instance brings. */
export const postgres: Measure = async (setting) => {
  const rows = await withPostgres(async (server, directory) => {
    const running: Contestant[] = [];
    try {
      return await measured(setting, await started(setting, server, directory, running));
    } finally {
      await Promise.all(running.map((one) => one.close()));
    }
  });
  return rows ?? [LEFT_OUT];
};

async function started(
  { built, scale, pair }: Setting,
  { newDatabase }: Postgres,
  directory: string,
  running: Contestant[],
): Promise<Of<Contestant>> {
  const { postgresWarmUp, postgresBlocks, postgresRoundsABlock, postgresFlowsOfOne, postgresFlows } = scale;
  const rounds = postgresBlocks * postgresRoundsABlock;
  const catalog = makeCatalog(postgresWarmUp + rounds * (postgresFlowsOfOne + postgresFlows));
  const start = async (instances: number, env: Record<string, string>) => {
    const whole = { built, directory, catalog, env, instances, followed: scale.followed };
    const contestant = await startContestant('product', whole);
    running.push(contestant);
    return contestant;
  };
  const onDatabase = async (name: Setup, instances: number) =>
    start(instances, { DATABASE_URL: await newDatabase(name) });
  const [file, one, two] = await Promise.all([
    pair?.product ?? start(1, {}),
    onDatabase('one', 1),
    onDatabase('two', 2),
  ]);
  return { file, one, two };
}

async function measured({ scale }: Setting, all: Of<Contestant>): Promise<readonly Row[]> {
  const { postgresWarmUp, postgresBlocks, postgresRoundsABlock } = scale;
  const [file, one] = [await all.file.app.read('memory'), await all.one.app.read('memory')];
  for (const setup of SETUPS) await crowd(all[setup], postgresWarmUp, A_FEW);
  const rounds: Of<Round>[] = [];
  for (let n = 0; n < postgresBlocks * postgresRoundsABlock; n += 1) {
    if (n % postgresRoundsABlock === 0) await Promise.all(SETUPS.map((setup) => all[setup].followed()));
    const round: Partial<Record<Setup, Round>> = {};
    for (const setup of inTurn(n)) round[setup] = await oneRound(all[setup], scale);
    rounds.push(round as Of<Round>);
  }
  const memory = {
    measure: `${BESIDE_THE_FILE}: memory after the start (RSS)`,
    product: mib(one.rss),
    other: mib(file.rss),
    ratio: one.rss / file.rss,
  };
  return [
    ...compared(BESIDE_THE_FILE, rounds, 'one', 'file'),
    memory,
    ...compared('two instances on one Postgres beside one', rounds, 'two', 'one'),
  ];
}

async function oneRound(contestant: Contestant, { postgresFlowsOfOne, postgresFlows }: Scale): Promise<Round> {
  const syncMs: number[] = [];
  while (syncMs.length < postgresFlowsOfOne) {
    syncMs.push((await contestant.person.flow(contestant.nextConnector(), 'C0STORE')).sync);
  }
  return { ...(await loaded(contestant, postgresFlows)), syncMs };
}

function compared(what: string, rounds: readonly Of<Round>[], ours: Setup, other: Setup): readonly Row[] {
  const pairs = (figure: (round: Round) => readonly number[]) =>
    compare(rounds.map((round) => ({ product: figure(round[ours]), other: figure(round[other]) })));
  return [
    comparedRow(
      `${what}: submit → \`force_sync\` at C1`,
      pairs(({ syncMs }) => syncMs),
    ),
    rateRow(
      `${what}: full flows per second, ${AT_ONCE} at once`,
      pairs(({ flowsASecond }) => [flowsASecond]),
    ),
    comparedRow(
      `${what}: CPU of a flow, without the database's own`,
      pairs(({ cpuMsAFlow }) => [cpuMsAFlow]),
    ),
  ];
}

/** Now this one first, now that one, so that a drift of the machine hits all. */
function inTurn(round: number): readonly Setup[] {
  const first = round % SETUPS.length;
  return [...SETUPS.slice(first), ...SETUPS.slice(0, first)];
}
