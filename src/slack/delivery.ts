import { setMaxListeners } from 'node:events';
import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { MessagePlace } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { type Metrics, UNMEASURED } from '../ports/metrics.ts';
import { LocalTurns } from '../use-cases/local-turns.ts';
import type { Message } from './messages/block-kit.ts';
import { accepted, sendOrFallBack } from './plainer-blocks.ts';
import type { Respond } from './response-url.ts';

/** One way of telling something; rejects if Slack refuses it. */
export interface Way {
  readonly name: string;
  /** Ways into one conversation are taken one after the other: Slack takes about one message a second there. */
  readonly conversation?: string;
  /** Where the message stands now; null where Slack does not say. */
  tell(): Promise<MessagePlace | null>;
}

/** `way`: the name of the one that Slack took. */
export interface Delivered {
  readonly way: string;
  readonly place: MessagePlace | null;
}

/** A rate limit is waited for while there is another way as long as this, and as long as that when there is none. */
const WAIT_WITH_ANOTHER_WAY_MS = 5_000;
const WAIT_FOR_THE_LAST_WAY_MS = 30_000;

/** The message is not there to be rewritten any more, or never will be by us (docs.slack.dev, chat.update). */
const CANNOT_BE_REWRITTEN = new Set([
  'message_not_found',
  'edit_window_closed',
  'cant_update_message',
  'is_inactive',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
]);

export interface DeliveryOptions {
  readonly client: WebClient;
  readonly respond: Respond;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Aborted at shutdown: then nothing is waited for, the next way is taken. */
  readonly stopping: AbortSignal;
}

/** The ways a message can take, and the trying of one after the other. */
export class Delivery {
  readonly #client: WebClient;
  readonly #respond: Respond;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #metrics: Metrics;
  readonly #stopping: AbortSignal;
  readonly #turns = new LocalTurns();

  constructor(options: DeliveryOptions) {
    this.#client = options.client;
    this.#respond = options.respond;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#metrics = options.metrics ?? UNMEASURED;
    this.#stopping = options.stopping;
    // Each message that Slack asks to wait with listens to it, and Node would take more than ten for a leak.
    setMaxListeners(0, this.#stopping);
  }

  /** Tries each way until one is taken. Undefined: none was, and only the log knows. Never rejects. */
  async tell(ways: readonly Way[], fields: object): Promise<Delivered | undefined> {
    for (const [n, way] of ways.entries()) {
      const patience = n < ways.length - 1 ? WAIT_WITH_ANOTHER_WAY_MS : WAIT_FOR_THE_LAST_WAY_MS;
      const tell = () => this.#patiently(() => way.tell(), patience);
      try {
        const place = await (way.conversation === undefined ? tell() : this.#turns.take(way.conversation, tell));
        return { way: way.name, place };
      } catch (error) {
        this.#log.warn({ ...fields, way: way.name, err: error }, 'Slack did not take a message this way');
      }
    }
    return undefined;
  }

  /**
   * Rewrites a message of ours. `gone`: it cannot be rewritten any more; `failed`: Slack could not be asked, and later
   * may take it. Never rejects.
   */
  async rewrite(place: MessagePlace, message: Message, fields: object): Promise<'done' | 'gone' | 'failed'> {
    const { channelId: channel, ts } = place;
    const update = (one: Message) => this.#client.chat.update({ channel, ts, ...accepted(one) });
    try {
      await this.#patiently(() => sendOrFallBack(message, update, this.#metrics), WAIT_FOR_THE_LAST_WAY_MS);
      return 'done';
    } catch (error) {
      this.#log.warn({ ...fields, channel, err: error }, 'Slack did not rewrite a message');
      return error instanceof WebAPIPlatformError && CANNOT_BE_REWRITTEN.has(error.data.error) ? 'gone' : 'failed';
    }
  }

  channel(channel: string, message: Message): Way {
    return { name: 'channel', conversation: channel, tell: () => this.#post(channel, message) };
  }

  reply({ channelId, ts }: MessagePlace, message: Message): Way {
    return { name: 'thread', conversation: channelId, tell: () => this.#post(channelId, message, ts) };
  }

  ephemeral(channel: string, user: string, message: Message): Way {
    return {
      name: 'ephemeral',
      tell: async () => {
        const post = (one: Message) => this.#client.chat.postEphemeral({ channel, user, ...accepted(one) });
        await sendOrFallBack(message, post, this.#metrics);
        return null;
      },
    };
  }

  responseUrl(url: string, message: Message, to: 'ephemeral' | 'in_channel'): Way {
    return {
      name: 'response_url',
      tell: async () => {
        await sendOrFallBack(message, (one) => this.#respond(url, one, to), this.#metrics);
        return null;
      },
    };
  }

  directMessage(user: string, message: Message): Way {
    return {
      name: 'direct message',
      conversation: user,
      tell: async () => this.#post(await this.directChannel(user), message),
    };
  }

  /** The id of the conversation with one person. */
  async directChannel(user: string): Promise<string> {
    const { channel } = await this.#client.conversations.open({ users: user });
    if (!channel?.id) throw new Error('conversations.open named no channel');
    return channel.id;
  }

  async #post(channel: string, message: Message, thread?: string): Promise<MessagePlace | null> {
    const where = { channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
    const post = (one: Message) =>
      this.#client.chat.postMessage({ ...where, ...accepted(one), unfurl_links: false, unfurl_media: false });
    const posted = await sendOrFallBack(message, post, this.#metrics);
    return posted.ts === undefined ? null : { channelId: posted.channel ?? channel, ts: posted.ts };
  }

  /** A 429 says that nothing was posted, so the same way may be tried again once the wait is over. */
  async #patiently<T>(tell: () => Promise<T>, patienceMs: number): Promise<T> {
    let waited = 0;
    for (;;) {
      try {
        return await tell();
      } catch (error) {
        const wait = error instanceof WebAPIRateLimitedError ? Math.max(1, error.retryAfter) * 1000 : Infinity;
        if (waited + wait > patienceMs || this.#stopping.aborted) throw error;
        waited += wait;
        await this.#clock.sleep(wait, this.#stopping).catch(() => undefined);
      }
    }
  }
}
