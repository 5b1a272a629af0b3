import type { AuditEvent } from '../domain/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { AuditTrail } from './audit-trail.ts';

/** Somebody who presses again and again, or a channel full of strangers, must not fill the disk. */
const RECORDED_A_MINUTE = 100;
const MINUTE = 60_000;

/** What somebody may not do. */
export type Refusal = Pick<AuditEvent, 'actor' | 'channelId' | 'connector' | 'details'> &
  Readonly<Record<'why' | 'reference', string>>;

/**
 * Records who was refused what: the first hundred of a minute one by one, the rest of it as one event with their number,
 * written when the minute is over.
 */
export class Refusals {
  readonly #trail: AuditTrail;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #stopped = new AbortController();
  #minuteEnds = 0;
  #recorded = 0;
  #unrecorded = 0;
  #counting: Promise<void> = Promise.resolve();

  constructor({ trail, clock, metrics }: { trail: AuditTrail; clock: Clock; metrics: Metrics }) {
    this.#trail = trail;
    this.#clock = clock;
    this.#metrics = metrics;
  }

  /** Never rejects: the person is refused whether or not it can be recorded. */
  async note(refusal: Refusal): Promise<void> {
    this.#metrics.count('refusal', { reason: refusal.why });
    const now = this.#clock.now();
    if (now >= this.#minuteEnds) {
      this.#minuteEnds = now + MINUTE;
      this.#recorded = 0;
    }
    if (this.#recorded < RECORDED_A_MINUTE) {
      this.#recorded++;
      return this.#trail.note({ ...refusal, action: 'gesture.refused', allowed: false });
    }
    this.#unrecorded++;
    if (this.#unrecorded === 1) this.#counting = this.#tellHowMany(this.#minuteEnds - now);
  }

  /** What has only been counted is written. Leaves no timer. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#counting;
  }

  async #tellHowMany(ms: number): Promise<void> {
    await this.#clock.sleep(ms, this.#stopped.signal).catch(() => undefined);
    const details = { count: this.#unrecorded };
    this.#unrecorded = 0;
    await this.#trail.note({ action: 'gesture.refused', actor: null, allowed: false, why: 'too-many', details });
  }
}
