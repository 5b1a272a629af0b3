import { type ConnectorRef, type ConnectorStatus, connectorKey } from './connector.ts';

/**
 * `asking`: recorded, C1's answer is not in (or we died before it was). `queued`: C1 took it. `refused`: C1 certainly
 * did not take it. `unclear`: C1 may have taken it and nothing shows it.
 */
export type RunState = 'asking' | 'queued' | 'refused' | 'unclear';

/** One press of the button: who asked for which connector, and how it went. */
export interface SyncRun extends ConnectorRef {
  readonly id: string;
  /** Slack's id of the gesture (and the connector): the same gesture never makes a second run. */
  readonly dedupeKey: string;
  readonly label: string;
  readonly requestedBy: string;
  readonly teamId: string;
  /** Milliseconds since the epoch, our clock. */
  readonly requestedAt: number;
  readonly reason: string | null;
  /** The Slack conversation to tell; null: the requester's direct messages. */
  readonly channelId: string | null;
  readonly state: RunState;
  /** The connector as C1 showed it before the request. */
  readonly before: ConnectorStatus;
  /** {@link C1SyncError.code} of a run that was refused or is unclear. */
  readonly errorCode: string | null;
  /** Milliseconds since the epoch, our clock; null while `asking`. */
  readonly settledAt: number | null;
}

/** Why a request does not become a run: the run that stands in its way. */
export interface Obstacle {
  readonly why: 'same-gesture' | 'cooling-down';
  readonly run: SyncRun;
}

/** How long a run that never got its answer holds the connector: longer than the client can take to give up. */
const ASKING_HOLDS_MS = 5 * 60_000;

/**
 * What stands in the way of a new run. The same gesture counts while its run was not refused; another gesture counts
 * inside the cool-down. A refused run stands in nobody's way: C1 did not take it.
 */
export function findObstacle(
  runs: Iterable<SyncRun>,
  candidate: Pick<SyncRun, 'dedupeKey' | 'appId' | 'connectorId' | 'requestedAt'>,
  cooldownMs: number,
): Obstacle | undefined {
  let cooling: SyncRun | undefined;
  for (const run of runs) {
    if (run.state === 'refused') continue;
    if (run.dedupeKey === candidate.dedupeKey) return { why: 'same-gesture', run };
    if (connectorKey(run) !== connectorKey(candidate)) continue;
    const holds = run.state === 'asking' ? Math.max(cooldownMs, ASKING_HOLDS_MS) : cooldownMs;
    if (candidate.requestedAt < run.requestedAt + holds) cooling = newer(cooling, run);
  }
  return cooling === undefined ? undefined : { why: 'cooling-down', run: cooling };
}

function newer(a: SyncRun | undefined, b: SyncRun): SyncRun {
  return a === undefined || b.requestedAt > a.requestedAt ? b : a;
}

/** Whether C1's own times show that a sync began after `before` was taken. */
export function hasStartedSince(before: ConnectorStatus, now: ConnectorStatus): boolean {
  return now.startedAt !== null && (before.startedAt === null || now.startedAt > before.startedAt);
}
