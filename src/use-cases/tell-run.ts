import { DURATIONS_CONSIDERED, durationOf, type Outlook, phaseOf, usualDuration } from '../domain/outlook.ts';
import { hasEnded, type RunChange, type SyncRun } from '../domain/sync-run.ts';
import type { Announcer, Aside, Told } from '../ports/announcer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import type { Turns } from '../ports/turns.ts';

/** While nobody can be told of an end it is tried again; after this the log has to do. */
const KEEP_TRYING_MS = 24 * 60 * 60_000;

/** What people read about a run, kept in step with what is recorded of it. Telling never rejects. */
export interface TellRun {
  /** The first message. A run that ended at once (refused) has been told with it. */
  announce(run: SyncRun, about?: Aside): Promise<void>;
  /** The same message, as the run is now. Posted again if nobody could be told of it. */
  update(run: SyncRun, outlook: Outlook): Promise<void>;
  /** The last word: the message, then a call to everybody who waits. */
  tellEnd(run: SyncRun): Promise<void>;
  /** @throws {StoreFailed} */
  outlookFor(run: SyncRun, unreadable?: boolean): Promise<Outlook>;
}

export function createTellRun(parts: {
  announcer: Announcer;
  runs: RunStore;
  clock: Clock;
  log: Log;
  /** A message that is still on its way cannot be rewritten yet. */
  turns: Turns;
}): TellRun {
  const { announcer, runs, clock, log, turns } = parts;

  /** What cannot be read or recorded now is told at the next occasion. */
  const inTurn = ({ id }: SyncRun, work: () => Promise<void>): Promise<void> =>
    turns.take(`run:${id}`, work).catch((error: unknown) => {
      log.error({ err: error, run: id }, 'a sync could not be told, or what was told not recorded');
    });

  const outlookFor = async (run: SyncRun, unreadable = false): Promise<Outlook> => {
    if (hasEnded(run)) return { now: clock.now(), usualMs: null, unreadable };
    const earlier = await runs.runsOf(run, DURATIONS_CONSIDERED);
    const durations = earlier.map(durationOf).filter((ms) => ms !== null);
    return { now: clock.now(), usualMs: usualDuration(durations), unreadable };
  };

  /** As recorded now: the places of its messages may have come since the caller read it. */
  const present = async (run: SyncRun): Promise<SyncRun> => (await runs.run(run.id)) ?? run;

  const post = async (run: SyncRun, about?: Aside): Promise<void> => {
    const outlook = await outlookFor(run);
    const { message, copy, told } = await announcer.announce(run, outlook, about);
    const said = told && !hasEnded(run) ? { said: { phase: phaseOf(run, outlook), rewrittenAt: null } } : {};
    await runs.changeRun(run.id, {
      message,
      copy,
      ...said,
      ...(hasEnded(run) && told ? { endToldAt: clock.now() } : {}),
    });
  };

  return {
    outlookFor,

    announce: (run, about) =>
      inTurn(run, async () => {
        // Whoever follows it may have been faster.
        const { message, said } = await present(run);
        if (message === null && said === undefined) await post(run, about);
      }),

    update: (run, outlook) =>
      inTurn(run, async () => {
        const now = await present(run);
        if (hasEnded(now)) return;
        if (now.message === null) {
          // Told where it cannot be rewritten; or not at all, while Slack was away.
          if (now.said === undefined) await post(now);
          return;
        }
        const told = await announcer.update(now, outlook);
        const said = told.told ? { said: { phase: phaseOf(now, outlook), rewrittenAt: clock.now() } } : {};
        await runs.changeRun(run.id, { ...places(now, told), ...said });
      }),

    tellEnd: (run) =>
      inTurn(run, async () => {
        const unsaid = await present(run);
        if (unsaid.endToldAt !== null) return;
        // First a message to rewrite: if we die before it is recorded, no end has been told that is then told again.
        if (unsaid.message === null) await post({ ...unsaid, state: unsaid.state === 'refused' ? 'asking' : 'queued' });
        const ended = await present(run);
        const told = await announcer.update(ended, await outlookFor(ended));
        if (!told.told && clock.now() - ended.changedAt < KEEP_TRYING_MS) return;
        // Recorded before the call: a crash in between costs a ping, never a second one, and the message stands.
        const at = clock.now();
        const recorded = await runs.changeRun(run.id, { ...places(ended, told), endToldAt: at });
        // Another instance that stood still in the meantime has told it.
        const isFirst = recorded.endToldAt === at;
        if (told.told && isFirst) await announcer.callWatchers(recorded);
      }),
  };
}

function places(before: SyncRun, { message, copy }: Told): RunChange {
  return { message: message ?? before.message, copy: copy ?? before.copy };
}
