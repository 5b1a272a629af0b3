import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Message } from './messages/block-kit.ts';
import type { Respond } from './response-url.ts';

/** One way of telling something; rejects if Slack refuses it. */
export interface Way {
  readonly name: string;
  /** Ways into one conversation are taken one after the other: Slack takes about one message a second there. */
  readonly conversation?: string;
  tell(): Promise<unknown>;
}

/** A rate limit is waited for while there is another way as long as this, and as long as that when there is none. */
const WAIT_WITH_ANOTHER_WAY_MS = 5_000;
const WAIT_FOR_THE_LAST_WAY_MS = 30_000;

/** The ways a message can take, and the trying of one after the other. */
export class Delivery {
  readonly #client: WebClient;
  readonly #respond: Respond;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #stopping: AbortSignal;
  readonly #turns = new Map<string, Promise<void>>();

  /** @param options.stopping aborted at shutdown: then nothing is waited for, the next way is taken */
  constructor(options: { client: WebClient; respond: Respond; clock: Clock; log: Log; stopping: AbortSignal }) {
    this.#client = options.client;
    this.#respond = options.respond;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#stopping = options.stopping;
  }

  /** Tries each way until one is taken. Resolves to its name, or to undefined: then only the log knows. Never rejects. */
  async tell(ways: readonly Way[], fields: object): Promise<string | undefined> {
    for (const [n, way] of ways.entries()) {
      const patience = n < ways.length - 1 ? WAIT_WITH_ANOTHER_WAY_MS : WAIT_FOR_THE_LAST_WAY_MS;
      try {
        await this.#inTurn(way.conversation, () => this.#patiently(way, patience));
        return way.name;
      } catch (error) {
        this.#log.warn({ ...fields, way: way.name, err: error }, 'Slack did not take a message this way');
      }
    }
    return undefined;
  }

  channel(channel: string, message: Message): Way {
    return { name: 'channel', conversation: channel, tell: () => this.#post(channel, message) };
  }

  ephemeral(channel: string, user: string, message: Message): Way {
    return { name: 'ephemeral', tell: () => this.#client.chat.postEphemeral({ channel, user, ...message }) };
  }

  responseUrl(url: string, message: Message, to: 'ephemeral' | 'in_channel'): Way {
    return { name: 'response_url', tell: () => this.#respond(url, message, to) };
  }

  directMessage(user: string, message: Message): Way {
    return {
      name: 'direct message',
      conversation: user,
      tell: async () => {
        const { channel } = await this.#client.conversations.open({ users: user });
        if (!channel?.id) throw new Error('conversations.open named no channel');
        await this.#post(channel.id, message);
      },
    };
  }

  #post(channel: string, message: Message): Promise<unknown> {
    return this.#client.chat.postMessage({ channel, ...message, unfurl_links: false, unfurl_media: false });
  }

  /** Ten messages that each waited out the same rate limit would only run into it again together. */
  async #inTurn(conversation: string | undefined, work: () => Promise<void>): Promise<void> {
    if (conversation === undefined) return work();
    const before = this.#turns.get(conversation) ?? Promise.resolve();
    const mine = before.then(work);
    const over = mine.catch(() => undefined);
    this.#turns.set(conversation, over);
    await mine.finally(() => {
      if (this.#turns.get(conversation) === over) this.#turns.delete(conversation);
    });
  }

  /** A 429 says that nothing was posted, so the same way may be tried again once the wait is over. */
  async #patiently(way: Way, patienceMs: number): Promise<void> {
    let waited = 0;
    for (;;) {
      try {
        await way.tell();
        return;
      } catch (error) {
        const wait = error instanceof WebAPIRateLimitedError ? Math.max(1, error.retryAfter) * 1000 : Infinity;
        if (waited + wait > patienceMs || this.#stopping.aborted) throw error;
        waited += wait;
        await this.#clock.sleep(wait, this.#stopping).catch(() => undefined);
      }
    }
  }
}
