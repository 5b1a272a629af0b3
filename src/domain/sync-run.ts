import { type ConnectorRef, type ConnectorStatus, connectorKey } from './connector.ts';

/**
 * `asking`: recorded, C1's answer is not in (or we died before it was). `queued`: C1 took it. `unclear`: C1 may have
 * taken it and nothing shows it. `waiting`: an earlier sync of the connector still runs. `running`.
 */
export type OpenState = 'asking' | 'queued' | 'unclear' | 'waiting' | 'running';

/**
 * `refused`: C1 certainly did not take it. `paused`: C1 paused the connector. `gone`: C1 does not know the connector any
 * more. `given-up`: it was followed as long as the operator allows and did not end.
 */
export type EndState = 'refused' | 'finished' | 'failed' | 'paused' | 'gone' | 'given-up';

export type RunState = OpenState | EndState;

const END_STATES: ReadonlySet<RunState> = new Set<EndState>([
  'refused',
  'finished',
  'failed',
  'paused',
  'gone',
  'given-up',
]);

/**
 * What made it: a request, the same with a running sync knowingly put at risk, somebody who joined a sync that nobody
 * asked for here, or a resume, which makes C1 sync.
 */
export type RunOrigin = 'request' | 'restart' | 'join' | 'resume';

/** Where a message stands in Slack; `ts` names it in its conversation. */
export interface MessagePlace {
  readonly channelId: string;
  readonly ts: string;
}

/** Somebody besides the requester who is told of the end. */
export interface Watcher {
  readonly userId: string;
  /** They asked from elsewhere and may not see the message's thread: they get a direct message. */
  readonly direct: boolean;
}

/** What the message of a run says. */
export interface Said {
  /** As `phaseOf` in domain/outlook.ts. */
  readonly phase: string;
  /** Our clock; null: it stands as it was posted. */
  readonly rewrittenAt: number | null;
}

/** One press of the button: who asked for which connector, and how it goes on until its end. */
export interface SyncRun extends ConnectorRef {
  readonly id: string;
  /** Slack's id of the gesture (and the connector): the same gesture never makes a second run. */
  readonly dedupeKey: string;
  readonly origin: RunOrigin;
  readonly label: string;
  readonly requestedBy: string;
  readonly teamId: string;
  /** Milliseconds since the epoch, our clock. */
  readonly requestedAt: number;
  readonly reason: string | null;
  /** The Slack conversation to tell; null: the requester's direct messages. */
  readonly channelId: string | null;
  readonly state: RunState;
  /** When `state` last changed, our clock. */
  readonly changedAt: number;
  /** The connector as C1 showed it before the request. */
  readonly before: ConnectorStatus;
  /** When C1 was read for `before`, our clock. */
  readonly beforeSeenAt: number;
  /** Of a resume: since when the pause held that it takes away, by C1's clock; null: C1 did not say. */
  readonly pausedSince?: number | null | undefined;
  /** When this sync began and ended by C1's clock; null until C1 shows it. */
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  /** C1's own words about a failure or a pause. */
  readonly detail: string | null;
  /** {@link C1SyncError.code} of a run that was refused or is unclear. */
  readonly errorCode: string | null;
  readonly watchers: readonly Watcher[];
  /** The message about it; null until it is posted, and where Slack did not say which it is. */
  readonly message: MessagePlace | null;
  /** Its copy in the operator's channel. */
  readonly copy: MessagePlace | null;
  /** What was last told of it while it went on; not there: nobody has been told yet. */
  readonly said?: Said | undefined;
  /** When its end had been told, our clock. */
  readonly endToldAt: number | null;
}

/** The first characters of a run's id, as people are shown them: enough to find it in the log and the audit trail. */
export function referenceOf({ id }: Pick<SyncRun, 'id'>): string {
  return id.slice(0, 8);
}

/** What can change in a run. */
export type RunChange = Partial<
  Pick<
    SyncRun,
    | 'state'
    | 'changedAt'
    | 'startedAt'
    | 'completedAt'
    | 'detail'
    | 'errorCode'
    | 'watchers'
    | 'message'
    | 'copy'
    | 'said'
    | 'endToldAt'
  >
>;

export function hasEnded({ state }: Pick<SyncRun, 'state'>): boolean {
  return END_STATES.has(state);
}

/** Whether something is left to do for it: it goes on, or its end has not been told. */
export function isOpen(run: Pick<SyncRun, 'state' | 'endToldAt'>): boolean {
  return !hasEnded(run) || run.endToldAt === null;
}

/** How long a run that never got its answer holds the connector: longer than the client can take to give up. */
const ASKING_HOLDS_MS = 5 * 60_000;
/** How long the person who asked may need to be told of a refusal, in answer to what they did. */
const REFUSING_TAKES_MS = 60_000;

/** Whether whoever took the request is still at it: C1 is being asked, or a refusal told. After that nobody is. */
export function isInHand(run: SyncRun, now: number): boolean {
  if (run.state === 'asking') return now - run.requestedAt < ASKING_HOLDS_MS;
  return run.state === 'refused' && now - run.changedAt < REFUSING_TAKES_MS;
}

/** A run ends once, and its end is told once: whatever is found out later does not change how and when. */
export function changed(run: SyncRun, change: RunChange): SyncRun {
  if (!hasEnded(run)) return { ...run, ...change };
  const { message, copy, endToldAt } = { ...run, ...change };
  return { ...run, message, copy, endToldAt: run.endToldAt ?? endToldAt };
}

/** Adds somebody who waits, unless they do already or asked for it themselves. */
export function watched(run: SyncRun, watcher: Watcher): SyncRun {
  const { watchers, requestedBy } = run;
  const waiting = [requestedBy, ...watchers.map(({ userId }) => userId)];
  return waiting.includes(watcher.userId) ? run : changed(run, { watchers: [...watchers, watcher] });
}

export function unwatched(run: SyncRun, userId: string): SyncRun {
  return changed(run, { watchers: run.watchers.filter((watcher) => watcher.userId !== userId) });
}

/** Why a request does not become a run: the run that stands in its way. */
export interface Obstacle {
  readonly why: 'same-gesture' | 'cooling-down';
  readonly run: SyncRun;
}

/**
 * What stands in the way of a new run. The same gesture counts while its run was not refused; another gesture counts
 * inside the cool-down. A refused run stands in nobody's way: C1 did not take it. Nor does one that only joined. A
 * restart is meant for the run before it, so only another restart, or one that is being asked for, is in its way.
 */
export function findObstacle(
  runs: Iterable<SyncRun>,
  candidate: Pick<SyncRun, 'dedupeKey' | 'origin' | 'appId' | 'connectorId' | 'requestedAt'>,
  cooldownMs: number,
): Obstacle | undefined {
  let cooling: SyncRun | undefined;
  for (const run of runs) {
    if (run.state === 'refused') continue;
    if (run.dedupeKey === candidate.dedupeKey) return { why: 'same-gesture', run };
    if (run.origin === 'join' || connectorKey(run) !== connectorKey(candidate)) continue;
    const isAsking = run.state === 'asking';
    if (candidate.origin === 'restart' && run.origin !== 'restart' && !isAsking) continue;
    const holds = isAsking ? Math.max(cooldownMs, ASKING_HOLDS_MS) : cooldownMs;
    if (candidate.requestedAt < run.requestedAt + holds) cooling = newer(cooling, run);
  }
  return cooling === undefined ? undefined : { why: 'cooling-down', run: cooling };
}

/** A run that was requested before this stands in the way of a new one only if it is of the same gesture. Our clock. */
export function rivalsSince({ requestedAt }: Pick<SyncRun, 'requestedAt'>, cooldownMs: number): number {
  return requestedAt - Math.max(cooldownMs, ASKING_HOLDS_MS);
}

function newer(a: SyncRun | undefined, b: SyncRun): SyncRun {
  return a === undefined || b.requestedAt > a.requestedAt ? b : a;
}
