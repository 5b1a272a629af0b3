import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Message } from './messages/block-kit.ts';
import type { Respond } from './response-url.ts';

/** One way of telling something; rejects if Slack refuses it. */
export interface Way {
  readonly name: string;
  tell(): Promise<unknown>;
}

/** A message somebody waits for is not held back longer than this by Slack's rate limit. */
const LONGEST_WAIT_MS = 30_000;

/** The ways a message can take, and the trying of one after the other. */
export class Delivery {
  readonly #client: WebClient;
  readonly #respond: Respond;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(options: { client: WebClient; respond: Respond; clock: Clock; log: Log }) {
    this.#client = options.client;
    this.#respond = options.respond;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Tries each way until one is taken. Resolves to its name, or to undefined: then only the log knows. Never rejects. */
  async tell(ways: readonly Way[], fields: object): Promise<string | undefined> {
    for (const way of ways) {
      try {
        await this.#patiently(way);
        return way.name;
      } catch (error) {
        this.#log.warn({ ...fields, way: way.name, err: error }, 'Slack did not take a message this way');
      }
    }
    return undefined;
  }

  channel(channel: string, message: Message): Way {
    return { name: 'channel', tell: () => this.#post(channel, message) };
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

  /** A 429 says that nothing was posted, so the same way may be tried again once the wait is over. */
  async #patiently(way: Way): Promise<void> {
    let waited = 0;
    for (;;) {
      try {
        await way.tell();
        return;
      } catch (error) {
        const wait = error instanceof WebAPIRateLimitedError ? Math.max(1, error.retryAfter) * 1000 : Infinity;
        if (waited + wait > LONGEST_WAIT_MS) throw error;
        waited += wait;
        await this.#clock.sleep(wait);
      }
    }
  }
}
