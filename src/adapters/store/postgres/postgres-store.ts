import { StoreFailed } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { Store } from '../../../ports/store.ts';
import { CLOSED_REQUESTS_KEPT } from '../request-table.ts';
import type { Database } from './database.ts';
import { postgresFavourites } from './favourites.ts';
import { GrantCache } from './grant-cache.ts';
import { GrantListener } from './grant-listener.ts';
import { writeGrants } from './grant-writes.ts';
import type { Instance } from './instance.ts';
import { PostgresRequests } from './requests.ts';
import { PostgresRuns } from './runs.ts';

/** A day of a busy organisation: so long a gesture is known again, and shows in the history. */
const CLOSED_RUNS_KEPT = 100_000;

export interface PostgresStoreOptions {
  readonly database: Database;
  readonly instance: Instance;
  /** For the connection that listens. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Runs and requests with nothing left to do are forgotten beyond the newest of these many. */
  readonly kept?: { readonly runs: number; readonly requests: number };
}

/** A store that any number of instances share. Rejects with StoreFailed. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { database, instance, url, clock, log } = options;
  const kept = options.kept ?? { runs: CLOSED_RUNS_KEPT, requests: CLOSED_REQUESTS_KEPT };
  const cache = new GrantCache({ database, clock, log });
  const runs = new PostgresRuns(database, instance, kept.runs);
  const requests = new PostgresRequests(database, kept.requests);
  const favourites = postgresFavourites(database);
  await cache.refresh();
  // What it cannot read now, it reads a moment later.
  const onChange = (): void => void cache.refresh().catch(() => undefined);
  const listener = new GrantListener({ url, onChange, clock, log });
  const background = Promise.all([cache.run(), listener.run()]);
  let closing: Promise<void> | undefined;

  /** What is written is written, whether or not it can be read here already. */
  const show = (): Promise<void> =>
    cache.refresh().catch((error: unknown) => {
      log.warn({ err: error }, 'a change of grants is written and will be seen here a moment later');
    });
  const whileOpen = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing !== undefined) throw new StoreFailed('the store is closed');
    return work();
  };

  return {
    areGrantsKnown: () => cache.isKnown,
    confirmGrants: () => whileOpen(() => cache.refresh()),
    grantsOf: (subject) => cache.table.of(subject),
    grants: () => cache.table.all(),
    grantedGroups: () => cache.table.groups(),
    addGrant: (grant, replaces = []) =>
      whileOpen(async () => {
        await database.transaction((transaction) => writeGrants(transaction, { added: grant, removed: replaces }));
        await show();
      }),
    removeGrants: (ids) =>
      whileOpen(async () => {
        await database.transaction((transaction) => writeGrants(transaction, { removed: ids }));
        await show();
      }),
    beginRun: (run, cooldownMs) => whileOpen(() => runs.beginRun(run, cooldownMs)),
    changeRun: (id, change) => whileOpen(() => runs.changeRun(id, change)),
    watchRun: (id, watcher) => whileOpen(() => runs.watchRun(id, watcher)),
    unwatchRun: (id, userId) => whileOpen(() => runs.unwatchRun(id, userId)),
    run: (id) => runs.run(id),
    latestRun: (ref) => runs.latestRun(ref),
    runsBy: (person, limit) => runs.runsBy(person, limit),
    runsOf: (ref, limit) => runs.runsOf(ref, limit),
    newestRuns: (limit) => runs.newestRuns(limit),
    leftRuns: () => whileOpen(() => runs.leftRuns()),
    openRuns: (ref) => runs.openRuns(ref),
    favouritesOf: (person) => favourites.favouritesOf(person),
    setFavourites: (person, refs) => whileOpen(() => favourites.setFavourites(person, refs)),
    addRequest: (request) => whileOpen(() => requests.add(request)),
    decideRequest: (id, decision, grant, replaces = []) =>
      whileOpen(async () => {
        const { request, gave } = await requests.decide(id, decision, grant, replaces);
        if (gave) await show();
        return request;
      }),
    changeRequest: (id, change) => whileOpen(() => requests.change(id, change)),
    request: (id) => requests.get(id),
    requestsBy: (person, limit) => requests.by(person, limit),
    openRequests: () => requests.open(),
    isOpen: () => closing === undefined && database.isUp,
    close: () => {
      cache.stop();
      listener.stop();
      closing ??= background.then(() => undefined);
      return closing;
    },
  };
}
