import { createHash } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';
import type { Payload } from './payload.ts';

/** What a listener acknowledges with; sent as the answer to the delivery. */
export type Answer = string | object | undefined;

interface Delivery {
  readonly at: number;
  readonly answer: Promise<Answer>;
}

/** Slack repeats an event after 5 min at the latest; an envelope returns sooner (slackapi/bolt-js#2487). */
const REMEMBERED_FOR_MS = 10 * 60_000;
const REMEMBERED_AT_MOST = 10_000;

/**
 * Handles each payload once. A second delivery of the same payload waits for the first one's answer and gives the same:
 * its connection may be the one Slack still listens on. Every gesture carries a fresh trigger id, so that two
 * deliveries with the same content are the same gesture. The store holds the rule across restarts; this keeps
 * what a listener shows from being shown twice.
 */
export class Deliveries {
  readonly #clock: Clock;
  readonly #seen = new Map<string, Delivery>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async handle(
    body: Payload,
    send: (answer: Answer) => Promise<void>,
    process: (ack: (answer?: Answer) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const key = keyOf(body);
    const seen = key === undefined ? undefined : this.#seen.get(key);
    if (seen !== undefined) return send(await seen.answer);

    let settle: (answer: Answer) => void = () => undefined;
    const answer = new Promise<Answer>((resolve) => {
      settle = resolve;
    });
    if (key !== undefined) this.#remember(key, { at: this.#clock.now(), answer });
    try {
      await process(async (given) => {
        settle(given);
        await send(given);
      });
    } finally {
      settle(undefined);
    }
  }

  #remember(key: string, delivery: Delivery): void {
    this.#seen.set(key, delivery);
    for (const [oldest, { at }] of this.#seen) {
      if (this.#seen.size <= REMEMBERED_AT_MOST && delivery.at - at < REMEMBERED_FOR_MS) break;
      this.#seen.delete(oldest);
    }
  }
}

/** Typing in a menu asks the same again on purpose; everything else is told apart by its whole content. */
function keyOf(body: Payload): string | undefined {
  if (body.type === 'block_suggestion') return undefined;
  if (typeof body.event_id === 'string') return body.event_id;
  return createHash('sha256').update(JSON.stringify(body)).digest('base64');
}
