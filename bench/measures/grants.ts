import { join } from 'node:path';
import { storeFileBytes } from '../../src/adapters/store/file-format.ts';
import { openLowdbStore } from '../../src/adapters/store/lowdb.ts';
import { inPages } from '../../src/adapters/store/pages.ts';
import { NO_RECORDS } from '../../src/adapters/store/store-state.ts';
import { writeDurably } from '../../src/adapters/store/write-durably.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import type { Grant } from '../../src/domain/access.ts';
import type { Store } from '../../src/ports/store.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { startContestant } from '../contestant.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import { TEAM } from '../fakes/slack.ts';
import { comparedRow, ms, type Row, us } from '../report/row.ts';
import { compare, type Pair } from '../statistics.ts';
import { inDirectory } from '../workplace.ts';
import type { Measure, Setting } from './measure.ts';

const CHECKS_A_SAMPLE = 1_000;
const ROUNDS = 12;
/** Milliseconds. */
const START_LIMIT = 2_000;

/** What a long list of who may costs: to ask it, to add to it, to read it at the start. */
export const grants: Measure = async (setting) => {
  const [few, many] = setting.scale.grants;
  return inDirectory(async (directory) => {
    const paths = [join(directory, 'few.json'), join(directory, 'many.json')] as const;
    await writeGrants(paths[0], few);
    await writeGrants(paths[1], many);
    const compared = await inStores(paths, setting);
    return [...compared, await start(setting, directory, many)];
  });
};

async function inStores(paths: readonly [string, string], { scale }: Setting): Promise<readonly Row[]> {
  const [few, many] = await Promise.all([openStore(paths[0]), openStore(paths[1])]);
  try {
    const rounds = Math.min(ROUNDS, scale.clientRounds);
    const checks: Pair[] = [];
    const adds: Pair[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const check = { product: checked(many, scale.callsARound), other: checked(few, scale.callsARound) };
      const add = { product: await added(many, round), other: await added(few, round) };
      // The first warms up.
      if (round < 0) continue;
      checks.push(check);
      adds.push(add);
    }
    const sizes = `${scale.grants[1].toLocaleString('en')} grants beside ${scale.grants[0]}`;
    return [
      comparedRow(`allowlist check, ${sizes}`, compare(checks), { bound: 1.1, shown: us }),
      comparedRow(`one more grant, durable, ${sizes}`, compare(adds), { bound: 20 }),
    ];
  } finally {
    await Promise.all([few.close(), many.close()]);
  }
}

/** Milliseconds a check, in samples of many: one alone is shorter than the clock can tell. */
function checked(store: Store, samples: number): readonly number[] {
  const access = createAccess({ store, admins: [], clock: systemClock });
  const person = { userId: 'U0', teamId: TEAM };
  const ref = { appId: 'app1', connectorId: 'con1' };
  return Array.from({ length: samples }, () => {
    const begun = performance.now();
    for (let n = 0; n < CHECKS_A_SAMPLE; n += 1) {
      if (!access.sync(person, ref).allowed) throw new Error('a grant does not count');
    }
    return (performance.now() - begun) / CHECKS_A_SAMPLE;
  });
}

async function added(store: Store, round: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const grant = grantOf(`new-${round}-${n}`, `UNEW${round + 1}N${n}`);
    const begun = performance.now();
    await store.addGrant(grant);
    times.push(performance.now() - begun);
  }
  return times;
}

async function start({ built }: Setting, directory: string, count: number): Promise<Row> {
  const path = join(directory, 'start.json');
  await writeGrants(path, count);
  const env = { DATABASE_PATH: path };
  const contestant = await startContestant('product', { built, directory, catalog: makeCatalog(10), env });
  const ready = (await contestant.app.said('ready')).ms;
  await contestant.close();
  return {
    measure: `start → ready with ${count.toLocaleString('en')} grants`,
    product: ms(ready),
    other: '',
    asked: { what: `≤ ${START_LIMIT / 1000} s`, met: ready <= START_LIMIT },
  };
}

function openStore(path: string): Promise<Store> {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  return openLowdbStore({ path, log, clock: systemClock, onLost: () => {} });
}

async function writeGrants(path: string, count: number): Promise<void> {
  const all = inPages(Array.from({ length: count }, (_, n) => grantOf(`grant-${n}`, `U${n}`)));
  await writeDurably(path, storeFileBytes({ generation: 0, records: { ...NO_RECORDS, grants: all } }));
}

function grantOf(id: string, userId: string): Grant {
  return {
    id,
    subject: { kind: 'user', userId, teamId: TEAM },
    role: 'requester',
    verbs: ['sync'],
    scope: { kind: 'everything' },
    grantedBy: 'U0BOSS',
    grantedAt: 1_700_000_000_000,
    expiresAt: null,
    reason: null,
  };
}
