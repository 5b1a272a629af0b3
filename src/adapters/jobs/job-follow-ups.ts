import type PgBoss from 'pg-boss';
import { type ConnectorRef, connectorKey } from '../../domain/connector.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowMemory, FollowUps, Look } from '../../ports/follow-ups.ts';
import type { Log } from '../../ports/log.ts';
import type { RunStore } from '../../ports/store.ts';
import { FOLLOW } from './boss.ts';
import type { FollowJob, FollowJobs } from './follow-jobs.ts';

/** C1 is not read more often than this for one connector. */
const SOON_MS = 5_000;
const POLL_EVERY_MS = 1_000;
/** After something unexpected. */
const AFTER_A_FAILURE_MS = 60_000;
/** Looks under way at the same time in this instance. */
const AT_ONCE = 100;
/** A follow-up that could not be written when it was asked for comes after this. */
const SWEEP_EVERY_MS = 60_000;

export interface JobFollowUpsParts {
  readonly boss: PgBoss;
  readonly jobs: FollowJobs;
  /** Alone among all instances; undefined: another is at it. */
  readonly alone: <T>(key: string, work: () => Promise<T>) => Promise<{ readonly value: T } | undefined>;
  /** Tells when another instance is gone. */
  readonly onGone: (listener: () => void) => void;
  readonly runs: RunStore;
  readonly look: Look;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Follow-ups as jobs in the database, one for each connector: each is one look, which leaves the next one. Whichever
 * instance is free takes it, so that it goes on when an instance is gone.
 */
export class JobFollowUps implements FollowUps {
  readonly #parts: JobFollowUpsParts;
  readonly #stopped = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #open = 0;
  #sweptAt = -Infinity;

  constructor(parts: JobFollowUpsParts) {
    this.#parts = parts;
  }

  /** As last counted, of all instances together. */
  get size(): number {
    return this.#open;
  }

  start(pickUp: () => Promise<void>): void {
    const goOn = (): void => {
      this.#sweptAt = -Infinity;
      this.#own(pickUp(), 'the syncs of an instance that is gone could not be picked up');
    };
    this.#parts.onGone(goOn);
    goOn();
    this.#own(this.#run(), 'follow-ups have ended');
  }

  follow(ref: ConnectorRef): void {
    const asking = this.#parts.jobs.due(ref, SOON_MS, { unreadableSince: null });
    this.#own(asking, 'a follow-up could not be written yet');
  }

  async stop(): Promise<void> {
    this.#stopped.abort(new Error('stopped'));
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #run(): Promise<void> {
    const { boss, clock } = this.#parts;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#sweep();
      const batchSize = AT_ONCE - this.#underWay.size;
      // It has no errors: while the database is away, it finds no job.
      const jobs = batchSize > 0 ? await boss.fetch<FollowJob>(FOLLOW, { batchSize }) : [];
      for (const job of jobs) this.#own(this.#handle(job), 'a follow-up could not be taken');
      await clock.sleep(POLL_EVERY_MS, signal).catch(() => undefined);
    }
  }

  /** Whatever is open has a job. */
  async #sweep(): Promise<void> {
    const { runs, jobs, clock, log } = this.#parts;
    if (clock.now() - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = clock.now();
    try {
      const open = new Map((await runs.openRuns()).map((run) => [connectorKey(run), run] as const));
      this.#open = open.size;
      await jobs.missing([...open.values()], SOON_MS);
    } catch (error) {
      log.warn({ err: error }, 'the open syncs could not be read; that is tried again');
    }
  }

  async #handle({ id, data }: PgBoss.Job<FollowJob>): Promise<void> {
    const { jobs, alone } = this.#parts;
    const { ref, memory } = data;
    const left: FollowMemory = { ...memory };
    const taken = await alone(`follow:${connectorKey(ref)}`, () => this.#look(ref, left));
    const wait = taken === undefined ? SOON_MS : taken.value;
    if (wait === null) await jobs.done(id);
    else await jobs.doneAndDue(id, ref, wait, left);
  }

  async #look(ref: ConnectorRef, memory: FollowMemory): Promise<number | null> {
    const { look, log } = this.#parts;
    const { signal } = this.#stopped;
    try {
      return await look(ref, signal, memory);
    } catch (error) {
      // Another instance looks as soon as it may.
      if (signal.aborted) return SOON_MS;
      log.error({ err: error, connector: connectorKey(ref) }, 'a sync could not be followed');
      return AFTER_A_FAILURE_MS;
    }
  }

  /** What fails here is done again by the job's next try or the next sweep. */
  #own(work: Promise<void>, what: string): void {
    const owned: Promise<void> = work
      .catch((error: unknown) => this.#parts.log.warn({ err: error }, what))
      .finally(() => this.#underWay.delete(owned));
    this.#underWay.add(owned);
  }
}
