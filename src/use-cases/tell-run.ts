import { DURATIONS_CONSIDERED, durationOf, type Outlook, phaseOf, usualDuration } from '../domain/outlook.ts';
import { hasEnded, type RunChange, type SyncRun } from '../domain/sync-run.ts';
import type { Announcer, Aside, Told } from '../ports/announcer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import { Turns } from './turns.ts';

/** While nobody can be told of an end it is tried again; after this the log has to do. */
const KEEP_TRYING_MS = 24 * 60 * 60_000;

/** What a message says. */
export interface Said {
  /** As `phaseOf` in domain/outlook.ts. */
  readonly phase: string;
  /** Our clock; null: it stands as it was posted. */
  readonly rewrittenAt: number | null;
}

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
  /** What the message of a run that goes on says; undefined: not known, it was written by the process before this. */
  lastSaid(run: SyncRun): Said | undefined;
}

export function createTellRun(parts: { announcer: Announcer; runs: RunStore; clock: Clock; log: Log }): TellRun {
  const { announcer, runs, clock, log } = parts;
  // A message that is still on its way cannot be rewritten yet.
  const turns = new Turns();
  const said = new Map<string, Said>();

  /** What cannot be read or recorded now is told at the next occasion. */
  const inTurn = ({ id }: SyncRun, work: () => Promise<void>): Promise<void> =>
    turns.take(id, work).catch((error: unknown) => {
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
    if (told && !hasEnded(run)) said.set(run.id, { phase: phaseOf(run, outlook), rewrittenAt: null });
    await runs.changeRun(run.id, { message, copy, ...(hasEnded(run) && told ? { endToldAt: clock.now() } : {}) });
  };

  return {
    outlookFor,
    lastSaid: ({ id }) => said.get(id),

    announce: (run, about) => inTurn(run, () => post(run, about)),

    update: (run, outlook) =>
      inTurn(run, async () => {
        const now = await present(run);
        if (hasEnded(now)) return;
        if (now.message === null) {
          // Told where it cannot be rewritten; or not at all, while Slack was away.
          if (!said.has(run.id)) await post(now);
          return;
        }
        const told = await announcer.update(now, outlook);
        if (told.told) said.set(run.id, { phase: phaseOf(now, outlook), rewrittenAt: clock.now() });
        await runs.changeRun(run.id, places(now, told));
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
        const recorded = await runs.changeRun(run.id, { ...places(ended, told), endToldAt: clock.now() });
        said.delete(run.id);
        if (told.told) await announcer.callWatchers(recorded);
      }),
  };
}

function places(before: SyncRun, { message, copy }: Told): RunChange {
  return { message: message ?? before.message, copy: copy ?? before.copy };
}
