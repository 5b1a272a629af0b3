import type { Person } from '../domain/access.ts';
import { connectorKey, type NamedConnector } from '../domain/connector.ts';
import { ConnectorsUnknown, NoSuchConnector, NotAllowed } from '../domain/errors.ts';
import { hasEnded, type SyncRun } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunStore } from '../ports/store.ts';
import { type Access, must } from './access.ts';
import type { ConnectorIndex } from './connector-index.ts';
import { nextRun } from './next-run.ts';

/**
 * What a connector is doing. `unclear`: C1 may have taken a request of ours and nothing shows it. `never`: it has not
 * synced yet. `unknown`: C1 shows a value that this version does not know.
 */
export type Activity = 'running' | 'queued' | 'unclear' | 'failed' | 'paused' | 'idle' | 'never' | 'unknown';

export interface ConnectorNow {
  readonly connector: NamedConnector;
  readonly activity: Activity;
  /** The run of ours that is under way; null: none. */
  readonly run: SyncRun | null;
  /** When C1 will sync it by itself, milliseconds since the epoch; null: not known, or paused. */
  readonly next: number | null;
}

export interface StatusReport {
  /** The first of them: best match first; without words those that need attention first, then by name. */
  readonly shown: readonly ConnectorNow[];
  /** How many there are in all, and of each activity that occurs. */
  readonly total: number;
  readonly counts: ReadonlyMap<Activity, number>;
  /** When C1 was read, milliseconds since the epoch, our clock; null: the first reading is under way. */
  readonly readAt: number | null;
}

/**
 * The connectors somebody may see that match the words, as last known; an older reading is renewed for the next who asks.
 *
 * @throws {NotAllowed} the person may see no connector, or none of those that match.
 * @throws {NoSuchConnector} none matches.
 * @throws {C1SyncError} no connector is known, and why.
 */
export type ConnectorsNow = (person: Person, words: string, limit: number) => Promise<StatusReport>;

const WAIT_FOR_LIST_MS = 10_000;

/** Where the ones come that need attention; the others follow. */
const ATTENTION: readonly Activity[] = ['running', 'queued', 'unclear', 'failed', 'paused'];

export function createConnectorsNow(parts: {
  access: Access;
  index: ConnectorIndex;
  runs: RunStore;
  clock: Clock;
}): ConnectorsNow {
  const { access, index, runs, clock } = parts;

  return async (person, words, limit) => {
    must(access.view(person));
    await index.loaded(WAIT_FOR_LIST_MS);
    const state = index.state();
    if (state.kind !== 'ready' && index.size === 0) {
      throw state.kind === 'failed' ? state.error : new ConnectorsUnknown('no connectors are known yet');
    }
    index.refreshIfStale();
    const found = index.search(words, Infinity, access.admits('view', person));
    if (found.length === 0 && words !== '') {
      throw index.search(words, 1).length > 0 ? new NotAllowed('out-of-scope') : new NoSuchConnector(words);
    }
    const open = await underWay();
    const all = found.map((connector) => {
      const run = open.get(connectorKey(connector)) ?? null;
      return { connector, activity: activityOf(connector, run), run };
    });
    if (words === '') all.sort(byAttention);
    const now = clock.now();
    return {
      // A schedule takes its time to reckon with, so only those that are shown are.
      shown: all.slice(0, limit).map((one) => ({ ...one, next: nextRun(one.connector, now) })),
      total: all.length,
      counts: countsOf(all),
      readAt: state.kind === 'ready' ? state.readAt : null,
    };
  };

  /** The newest of each connector. Of one that has ended only the telling is left to do. */
  async function underWay(): Promise<ReadonlyMap<string, SyncRun>> {
    const open = await runs.openRuns();
    return new Map(open.filter((run) => !hasEnded(run)).map((run) => [connectorKey(run), run]));
  }
}

function activityOf({ status, paused }: NamedConnector, run: SyncRun | null): Activity {
  switch (run?.state) {
    case 'asking':
    case 'queued':
    case 'waiting':
      return 'queued';
    case 'running':
    case 'unclear':
      return run.state;
  }
  if (paused !== null) return 'paused';
  switch (status.state) {
    case 'running':
    case 'unknown':
      return status.state;
    case 'error':
      return 'failed';
    case 'disabled':
      return 'paused';
    case 'done':
      return 'idle';
    case 'unspecified':
      return status.completedAt === null ? 'never' : 'idle';
  }
}

type Doing = Pick<ConnectorNow, 'connector' | 'activity'>;

function countsOf(all: readonly Doing[]): ReadonlyMap<Activity, number> {
  const counts = new Map<Activity, number>();
  for (const { activity } of all) counts.set(activity, (counts.get(activity) ?? 0) + 1);
  return counts;
}

function byAttention(a: Doing, b: Doing): number {
  const [first, second] = [placeOf(a), placeOf(b)];
  if (first !== second) return first - second;
  return a.connector.label < b.connector.label ? -1 : 1;
}

function placeOf({ activity }: Doing): number {
  const place = ATTENTION.indexOf(activity);
  return place === -1 ? ATTENTION.length : place;
}
