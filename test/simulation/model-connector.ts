import type { Connector, ConnectorRef, ConnectorStatus, Pause } from '../../src/domain/connector.ts';
import type { Chance } from './chance.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

const NEVER: ConnectorStatus = {
  state: 'unspecified',
  startedAt: null,
  completedAt: null,
  updatedAt: null,
  lastError: null,
};

/**
 * A connector as C1 has it, by C1's clock: one sync at a time, the next one queued behind it, one of its own now and then.
 * Nothing ticks: whoever asks has it brought up to date.
 */
export class ModelConnector {
  readonly ref: ConnectorRef;
  readonly #chance: Chance;
  readonly #usualMs: number;
  readonly #everyMs: number;
  #status = NEVER;
  #paused: Pause | null = null;
  #startsAt = Infinity;
  #endsAt = Infinity;
  #scheduledAt: number;
  #resumedAt = Infinity;
  #goneAt = Infinity;

  /** @param now C1's clock, as everywhere here */
  constructor(ref: ConnectorRef, chance: Chance, now: number) {
    this.ref = ref;
    this.#chance = chance;
    this.#usualMs = chance.spread(3 * SECOND, 40 * MINUTE);
    this.#everyMs = chance.pick([HOUR, 4 * HOUR, 24 * HOUR]);
    this.#scheduledAt = now + chance.between(0, this.#everyMs);
  }

  isGone(now: number): boolean {
    return now >= this.#goneAt;
  }

  show(now: number): Connector {
    this.#bringTo(now);
    return { ...this.ref, name: this.ref.connectorId, status: this.#status, paused: this.#paused, schedule: null };
  }

  /** False: it is paused. One that runs is stopped, and a new one queued (c1-api 4.2). */
  force(now: number): boolean {
    this.#bringTo(now);
    if (this.#paused !== null) return false;
    this.#endsAt = Infinity;
    this.#queue(now);
    if (this.#chance.happens(0.005)) this.#goneAt = now + this.#chance.between(0, 10 * MINUTE);
    return true;
  }

  #bringTo(now: number): void {
    for (;;) {
      const at = Math.min(this.#startsAt, this.#endsAt, this.#scheduledAt, this.#resumedAt);
      if (at > now) return;
      if (at === this.#endsAt) this.#end(at);
      else if (at === this.#startsAt) this.#start(at);
      else if (at === this.#resumedAt) this.#resume(at);
      else {
        this.#scheduledAt += this.#everyMs;
        if (this.#paused === null && this.#endsAt === Infinity) this.#queue(at);
      }
    }
  }

  #queue(at: number): void {
    if (this.#startsAt < Infinity) return;
    const isOffline = this.#chance.happens(0.02);
    const wait = isOffline ? this.#chance.between(5 * MINUTE, 2 * HOUR) : this.#chance.spread(50, 30 * SECOND);
    this.#startsAt = at + wait;
  }

  #start(at: number): void {
    this.#startsAt = Infinity;
    this.#status = { ...this.#status, state: 'running', startedAt: at, updatedAt: at };
    this.#endsAt = at + Math.round(Math.min((this.#usualMs * this.#chance.between(70, 150)) / 100, HOUR));
  }

  /** An error may count as a completion, or not; a good end leaves the error where it was (c1-api 4.2). */
  #end(at: number): void {
    this.#endsAt = Infinity;
    const written = { ...this.#status, updatedAt: at };
    const luck = this.#chance.next();
    if (luck < 0.1) {
      const failed = { ...written, state: 'error', lastError: `token expired (${at})` } as const;
      this.#status = this.#chance.happens(0.3) ? { ...failed, completedAt: at } : failed;
    } else if (luck < 0.12) {
      this.#status = { ...written, state: 'disabled' };
      this.#paused = { since: at, reason: 'resources dropped by half' };
      this.#startsAt = Infinity;
      this.#resumedAt = at + this.#chance.between(10 * MINUTE, 3 * HOUR);
    } else {
      this.#status = { ...written, state: 'done', completedAt: at };
    }
  }

  /** "Clears the paused state and triggers a new sync" (c1-api 4.1). */
  #resume(at: number): void {
    this.#resumedAt = Infinity;
    this.#paused = null;
    this.#status = { ...this.#status, state: 'done', updatedAt: at };
    this.#queue(at);
  }
}
