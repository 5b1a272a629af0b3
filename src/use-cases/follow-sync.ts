import { type ConnectorRef, connectorKey } from '../domain/connector.ts';
import { C1RateLimited, C1SyncError, ConnectorGone } from '../domain/errors.ts';
import { phaseOf } from '../domain/outlook.ts';
import { progress, type Sighting } from '../domain/progress.ts';
import { hasEnded, isInHand, type RunChange, type SyncRun } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowMemory, Look } from '../ports/follow-ups.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import { READ_EVERY_MS, type ReadConnector } from './connector-reader.ts';
import type { TellRun } from './tell-run.ts';

/** With the {@link JITTER} a minute at most. */
const SLOWEST_MS = 50_000;
/** A little more each time, so that many connectors do not ask in step. */
const JITTER = 0.2;
/** A message is rewritten at most once in this time; `chat.update` is limited for the whole workspace. */
const REWRITE_EVERY_MS = 10_000;
/** A request that C1 did not answer and that shows nothing by then most likely never took effect. */
const UNCLEAR_FOR_MS = 30 * 60_000;
/** C1 is let stumble; only when it stays away the message says so. */
const UNREADABLE_AFTER_MS = 2 * 60_000;

export interface FollowSyncParts {
  readonly runs: RunStore;
  readonly readConnector: ReadConnector;
  readonly tellRun: TellRun;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a sync is followed (C1_SYNC_FOLLOW_MINUTES). */
  readonly followMs: number;
  /** 0 to 1. */
  readonly random: () => number;
}

/** What a look at C1 brought. */
interface Glimpse {
  /** Undefined: C1 could not be read. */
  readonly seen: Sighting | undefined;
  /** How long it could not be read by now. */
  readonly unreadableMs: number;
  /** What C1 asks to wait. */
  readonly retryAfterMs: number;
}

const NOT_LOOKED: Glimpse = { seen: undefined, unreadableMs: 0, retryAfterMs: 0 };

/** One look at a connector for all runs that wait for it: reads C1 once, records what changed, tells it. */
export function createFollowSync(parts: FollowSyncParts): Look {
  const { runs, readConnector, tellRun, clock, log, followMs, random } = parts;

  return async (ref, signal, memory) => {
    const open = await runs.openRuns(ref);
    const goesOn = open.some((run) => !hasEnded(run) && !isInHand(run, clock.now()));
    const glimpse = goesOn ? await look(ref, signal, memory) : NOT_LOOKED;
    // Each to its end, whatever comes of the others: nothing of this look may be under way when the next one begins.
    const advances = await Promise.allSettled(open.map((run) => advance(run, glimpse)));
    for (const one of advances) if (one.status === 'rejected') throw one.reason;
    const left = await runs.openRuns(ref);
    return left.length === 0 ? null : Math.max(Math.min(...left.map(interval)), glimpse.retryAfterMs);
  };

  async function look(ref: ConnectorRef, signal: AbortSignal, memory: FollowMemory): Promise<Glimpse> {
    try {
      const seen = await readConnector(ref, { signal });
      memory.unreadableSince = null;
      return { ...NOT_LOOKED, seen };
    } catch (error) {
      if (error instanceof ConnectorGone) return { ...NOT_LOOKED, seen: 'gone' };
      if (!(error instanceof C1SyncError)) throw error;
      const since = memory.unreadableSince;
      const fields = { err: error, connector: connectorKey(ref) };
      if (since === null) log.warn(fields, 'a sync is followed and C1 cannot be read');
      memory.unreadableSince = since ?? clock.now();
      const retryAfterMs = error instanceof C1RateLimited ? error.retryAfterMs : 0;
      return { seen: undefined, unreadableMs: clock.now() - (since ?? clock.now()), retryAfterMs };
    }
  }

  async function advance(run: SyncRun, { seen, unreadableMs }: Glimpse): Promise<void> {
    // Whoever asks C1 or tells a refusal is still at it.
    if (isInHand(run, clock.now())) return;
    const change = abandoned(run) ?? (seen && progress(run, seen, clock.now())) ?? lapse(run);
    const now = change === undefined ? run : await runs.changeRun(run.id, change);
    if (now.state !== run.state) {
      log.info({ run: run.id, connector: connectorKey(run), from: run.state, state: now.state }, 'a sync went on');
    }
    await tell(now, unreadableMs >= UNREADABLE_AFTER_MS);
  }

  /** C1's answer could not be recorded, so nobody knows any more what it was. */
  function abandoned({ state }: SyncRun): RunChange | undefined {
    if (state !== 'asking') return undefined;
    return { state: 'unclear', errorCode: 'c1_unavailable', changedAt: clock.now() };
  }

  /** Nothing is followed for ever. */
  function lapse(run: SyncRun): RunChange | undefined {
    if (hasEnded(run)) return undefined;
    const limit = run.state === 'unclear' ? Math.min(followMs, UNCLEAR_FOR_MS) : followMs;
    const now = clock.now();
    return now - run.requestedAt < limit ? undefined : { state: 'given-up', changedAt: now };
  }

  async function tell(run: SyncRun, unreadable: boolean): Promise<void> {
    if (rewriteIn(run) > 0) return;
    if (hasEnded(run)) return tellRun.tellEnd(run);
    const outlook = await tellRun.outlookFor(run, unreadable);
    if (run.said?.phase !== phaseOf(run, outlook)) await tellRun.update(run, outlook);
  }

  /** Milliseconds until its message may be rewritten; what is new by then is said by the look that comes then. */
  function rewriteIn(run: SyncRun): number {
    return (run.said?.rewrittenAt ?? -Infinity) + REWRITE_EVERY_MS - clock.now();
  }

  /** The longer a state lasts, the less often it is worth a look. */
  function interval(run: SyncRun): number {
    const soonest = hasEnded(run) && !isInHand(run, clock.now()) ? endIn(run) : (clock.now() - run.changedAt) / 10;
    return Math.round(Math.min(Math.max(soonest, READ_EVERY_MS), SLOWEST_MS) * (1 + JITTER * random()));
  }

  /** Its message may not be rewritten yet; if it may, that has just failed. */
  function endIn(run: SyncRun): number {
    const wait = rewriteIn(run);
    return wait > 0 ? wait : SLOWEST_MS;
  }
}
