import { ALLOWED, type Decision, mayUseGrants, type Person, type Standing } from '../domain/access.ts';
import { PersonUnreadable } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';

const GOOD_FOR_MS = 5 * 60_000;
/** Somebody waits for the answer, and Slack gives a submitted modal three seconds. */
const WAIT_MS = 2_000;
/** Those who ask this close together share one question; one that was asked before may know less than they have to. */
const SAME_MOMENT_MS = 10;
/** The people of more than a large organisation's working day. */
const MOST_REMEMBERED = 10_000;

interface Reading {
  /** Our clock. */
  readonly begunAt: number;
  readonly standing: Standing;
}

interface Question {
  /** Our clock. */
  readonly askedAt: number;
  readonly answer: Promise<Standing>;
}

export interface StandingsParts {
  readonly directory: Pick<Directory, 'readStanding'>;
  /** C1_SYNC_ADMINS: allowed whatever Slack says of them, so that nobody can be locked out for good. */
  readonly admins: readonly string[];
  readonly allowGuests: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Whether people are still who they were when they got a grant: asked of Slack before anything is changed, and remembered
 * for five minutes for what must not wait, such as a window that opens.
 */
export class Standings {
  readonly #parts: StandingsParts;
  /** The one read last stands last. */
  readonly #readings = new Map<string, Reading>();
  /** The newest of each person that has no answer yet. */
  readonly #underWay = new Map<string, Question>();

  constructor(parts: StandingsParts) {
    this.#parts = parts;
  }

  /** What is known without asking; undefined: nothing, or nothing new enough. */
  known({ userId }: Person): Decision | undefined {
    if (this.#parts.admins.includes(userId)) return ALLOWED;
    const reading = this.#readings.get(userId);
    return reading !== undefined && this.#isGood(reading) ? this.#decide(reading.standing) : undefined;
  }

  /** Asks in the background, for a check that will come in a moment. */
  expectSoon(person: Person): void {
    // Whoever waits for it is told of a failure.
    if (this.known(person) === undefined) this.#read(person.userId).catch(() => undefined);
  }

  /**
   * May this person use a grant at all? Slack is asked, for 2 s at most: who was deactivated a second ago is refused.
   * While Slack does not answer, what it said last counts, however old.
   * @throws {PersonUnreadable} Slack has never said, or does not let the app ask
   */
  async checkStanding(person: Person): Promise<Decision> {
    if (this.#parts.admins.includes(person.userId)) return ALLOWED;
    try {
      return this.#decide(await this.#inTime(this.#read(person.userId)));
    } catch (error) {
      const last = this.#readings.get(person.userId);
      if (!(error instanceof PersonUnreadable) || error.why === 'scope' || last === undefined) throw error;
      this.#parts.log.warn({ err: error, user: person.userId }, 'what Slack last said of a person has to do');
      return this.#decide(last.standing);
    }
  }

  /** The same of somebody who is to be given access. What they may do with it is asked anew once they come. */
  async checkNewcomer(person: Person): Promise<Decision> {
    const decision = await this.checkStanding(person);
    const reading = this.#readings.get(person.userId);
    if (reading !== undefined) this.#readings.set(person.userId, { ...reading, begunAt: -Infinity });
    return decision;
  }

  #isGood({ begunAt }: Reading): boolean {
    return this.#parts.clock.now() - begunAt < GOOD_FOR_MS;
  }

  #decide(standing: Standing): Decision {
    return mayUseGrants(standing, this.#parts.allowGuests);
  }

  #read(userId: string): Promise<Standing> {
    const askedAt = this.#parts.clock.now();
    const underWay = this.#underWay.get(userId);
    if (underWay !== undefined && askedAt - underWay.askedAt < SAME_MOMENT_MS) return underWay.answer;
    const answer = this.#ask(userId, askedAt).finally(() => {
      if (this.#underWay.get(userId)?.answer === answer) this.#underWay.delete(userId);
    });
    this.#underWay.set(userId, { askedAt, answer });
    return answer;
  }

  async #ask(userId: string, begunAt: number): Promise<Standing> {
    const standing = await this.#parts.directory.readStanding(userId);
    // One that was asked later may have been answered sooner.
    if ((this.#readings.get(userId)?.begunAt ?? -Infinity) > begunAt) return standing;
    this.#readings.delete(userId);
    this.#readings.set(userId, { begunAt, standing });
    const [oldest] = this.#readings.keys();
    if (oldest !== undefined && this.#readings.size > MOST_REMEMBERED) this.#readings.delete(oldest);
    return standing;
  }

  async #inTime(reading: Promise<Standing>): Promise<Standing> {
    const answered = new AbortController();
    const late = this.#parts.clock.sleep(WAIT_MS, answered.signal).then(() => {
      throw new PersonUnreadable('unanswered', `Slack did not say within ${WAIT_MS / 1000} s who somebody is`);
    });
    // Aborted, it has no word in the matter.
    late.catch(() => undefined);
    try {
      return await Promise.race([reading, late]);
    } finally {
      // With a reason of its own: the usual one is an error with a stack.
      answered.abort('answered');
    }
  }
}
