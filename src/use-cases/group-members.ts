import { GroupUnreadable } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';

/** Who has left a group has lost what it allowed after this at the latest, whatever Slack answers by then. */
const GOOD_FOR_MS = 5 * 60_000;

interface Reading {
  /** Our clock. */
  readonly begunAt: number;
  /** Undefined: Slack refused to say. */
  readonly members: ReadonlySet<string> | undefined;
}

/** Who is in which user group, for a check that must not wait for Slack. */
export interface KnownGroups {
  /** Slack user ids. Undefined: not known for sure (never read, read too long ago, or Slack refused to say). */
  membersOf(groupId: string): ReadonlySet<string> | undefined;
  /** The groups that this person is known to be in. */
  groupsOf(userId: string): readonly string[];
}

/** What Slack last said about the members of user groups, in memory. */
export class GroupMembers implements KnownGroups {
  readonly #directory: Directory;
  readonly #clock: Clock;
  readonly #readings = new Map<string, Reading>();
  /** The other way round, so that a check looks at the groups of one person only. */
  readonly #groups = new Map<string, Set<string>>();

  constructor({ directory, clock }: { directory: Directory; clock: Clock }) {
    this.#directory = directory;
    this.#clock = clock;
  }

  membersOf(groupId: string): ReadonlySet<string> | undefined {
    const reading = this.#readings.get(groupId);
    return reading !== undefined && this.#isGood(reading) ? reading.members : undefined;
  }

  groupsOf(userId: string): readonly string[] {
    const groups = this.#groups.get(userId);
    return groups === undefined ? [] : [...groups].filter((groupId) => this.membersOf(groupId) !== undefined);
  }

  /**
   * Asks Slack now.
   * @throws {GroupUnreadable}
   */
  async read(groupId: string): Promise<ReadonlySet<string>> {
    const begunAt = this.#clock.now();
    try {
      const members = await this.#directory.readGroup(groupId);
      this.#note(groupId, { begunAt, members });
      return members;
    } catch (error) {
      // A fault that may pass leaves what was read before, for as long as that is good.
      const refused = error instanceof GroupUnreadable && error.why !== 'unanswered';
      if (refused) this.#note(groupId, { begunAt, members: undefined });
      throw error;
    }
  }

  /** Forgets groups that nobody needs. One that has just been read may be about to get its first grant. */
  forgetAllBut(needed: ReadonlySet<string>): void {
    for (const [groupId, reading] of this.#readings) {
      if (needed.has(groupId) || this.#isGood(reading)) continue;
      this.#note(groupId, { ...reading, members: undefined });
      this.#readings.delete(groupId);
    }
  }

  #isGood({ begunAt }: Reading): boolean {
    return this.#clock.now() - begunAt < GOOD_FOR_MS;
  }

  #note(groupId: string, reading: Reading): void {
    const before = this.#readings.get(groupId);
    // Of two readings at the same time the one that began later knows better.
    if (before !== undefined && before.begunAt > reading.begunAt) return;
    this.#readings.set(groupId, reading);
    for (const userId of before?.members ?? []) this.#takeOut(userId, groupId);
    for (const userId of reading.members ?? []) {
      const groups = this.#groups.get(userId);
      if (groups === undefined) this.#groups.set(userId, new Set([groupId]));
      else groups.add(groupId);
    }
  }

  #takeOut(userId: string, groupId: string): void {
    const groups = this.#groups.get(userId);
    groups?.delete(groupId);
    if (groups?.size === 0) this.#groups.delete(userId);
  }
}
