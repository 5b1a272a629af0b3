import pLimit from 'p-limit';
import { isLive } from '../domain/access.ts';
import { GroupUnreadable } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { AccessStore } from '../ports/store.ts';
import type { GroupMembers } from './group-members.ts';

const MINUTE = 60_000;
/** Well inside the time a reading is good for: a first failure leaves time to try again. */
const READ_EVERY_MS = 4 * MINUTE;
const LOOK_EVERY_MS = 20_000;
const AT_ONCE = 4;
/**
 * Slack lets groups be read some 20 times a minute (Tier 2), and people who grant access need a few of these. So some
 * 75 groups can be known at the same time; of more, some allow nobody until their turn comes.
 */
const MOST_IN_A_MINUTE = 15;

/** Keeps the members of every group with a live grant known, in the background. */
export class GroupReader {
  readonly #members: GroupMembers;
  readonly #store: AccessStore;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Of each group, when to read it next. Our clock, as all times here. */
  #dueAt: ReadonlyMap<string, number> = new Map();
  /** When the readings of the last minute began. */
  #lately: readonly number[] = [];
  /** Slack asked to be left alone until then. */
  #restUntil = 0;
  readonly #stopped = new AbortController();

  constructor(parts: { members: GroupMembers; store: AccessStore; clock: Clock; log: Log }) {
    this.#members = parts.members;
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Reads what is due, until {@link stop}. Resolves when it has stopped; never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#readDue();
      await this.#clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
    }
  }

  /** Asks Slack nothing more; what has been asked may still be answered. */
  stop(): void {
    this.#stopped.abort();
  }

  async #readDue(): Promise<void> {
    const now = this.#clock.now();
    const needed = this.#groupsWithLiveGrants();
    this.#members.forgetAllBut(needed);
    const dueAt = new Map([...needed].map((groupId) => [groupId, this.#dueAt.get(groupId) ?? 0]));
    this.#lately = this.#lately.filter((at) => now - at < MINUTE);
    const due = [...dueAt].filter(([, at]) => at <= now).sort(([, a], [, b]) => a - b);
    const failures: unknown[] = [];
    const one = async (groupId: string): Promise<void> => {
      const begunAt = this.#clock.now();
      if (this.#stopped.signal.aborted || begunAt < this.#restUntil) return;
      this.#lately = [...this.#lately, begunAt];
      const failure = await this.#members.read(groupId).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined) failures.push(failure);
      dueAt.set(groupId, begunAt + this.#nextAfter(failure));
    };
    const atOnce = pLimit(AT_ONCE);
    const room = MOST_IN_A_MINUTE - this.#lately.length;
    await Promise.all(due.slice(0, Math.max(0, room)).map(([groupId]) => atOnce(one, groupId)));
    this.#dueAt = dueAt;
    if (failures.length === 0 || this.#stopped.signal.aborted) return;
    const fields = { err: failures[0], failed: failures.length };
    this.#log.warn(fields, 'the members of some user groups could not be read from Slack');
  }

  #groupsWithLiveGrants(): ReadonlySet<string> {
    const now = this.#clock.now();
    const groups = this.#store.grantedGroups();
    const live = groups.filter((group) => this.#store.grantsOf(group).some((grant) => isLive(grant, now)));
    return new Set(live.map(({ groupId }) => groupId));
  }

  /** Milliseconds to the next reading of the same group. What Slack refused for a reason stays so for a while. */
  #nextAfter(failure: unknown): number {
    if (failure === undefined) return READ_EVERY_MS;
    if (!(failure instanceof GroupUnreadable)) return LOOK_EVERY_MS;
    this.#restUntil = Math.max(this.#restUntil, this.#clock.now() + failure.retryAfterMs);
    return failure.why === 'unanswered' ? LOOK_EVERY_MS : READ_EVERY_MS;
  }
}
