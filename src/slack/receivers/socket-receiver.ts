import type { App, Receiver } from '@slack/bolt';
import type { Logger } from '@slack/logger';
import { SocketModeClient } from '@slack/socket-mode';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { SlackTransport } from '../clients.ts';
import type { InFlight } from '../in-flight.ts';
import { isFatalForToken, SlackTokenRefused } from '../sign-in.ts';
import { type Answer, Deliveries } from './deliveries.ts';

/** The event SocketModeClient emits for every payload. */
interface SlackEvent {
  readonly ack: (response?: Record<string, unknown>) => Promise<void>;
  readonly body: Record<string, unknown>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/** Without a cap the waits grow to minutes: after an hour's outage the next try would be 12 min off (3.2.2). */
const CAPPED_BACKOFF = { retries: 100, factor: 1.3, maxTimeout: 30_000 };

/**
 * Bolt's receiver for Socket Mode. Our own over Slack's client, because Bolt's hands on none of the options that matter
 * (slack-platform 3.2.1 to 3.2.3), does not say whether it is connected, and takes a repeated envelope for a new one.
 */
export class SocketReceiver implements Receiver {
  readonly #client: SocketModeClient;
  readonly #log: Log;
  readonly #inFlight: InFlight;
  readonly #deliveries: Deliveries;
  #app: App | undefined;
  #connected = false;

  constructor(options: {
    appToken: string;
    apiUrl: string;
    transport: SlackTransport;
    logger: Logger;
    clock: Clock;
    log: Log;
    inFlight: InFlight;
  }) {
    this.#log = options.log;
    this.#inFlight = options.inFlight;
    this.#deliveries = new Deliveries(options.clock);
    this.#client = new SocketModeClient({
      appToken: options.appToken,
      logger: options.logger,
      dispatcher: options.transport.dispatcher,
      // An object of its own: the client writes into it.
      clientOptions: {
        slackApiUrl: options.apiUrl,
        fetch: options.transport.fetch,
        retryConfig: { ...CAPPED_BACKOFF },
        timeout: 10_000,
      },
    });
    this.#client.on('slack_event', (event: SlackEvent) => this.#take(event));
    this.#client.on('connected', () => this.#became(true));
    for (const state of ['close', 'reconnecting', 'disconnecting', 'disconnected']) {
      this.#client.on(state, () => this.#became(false));
    }
  }

  get isConnected(): boolean {
    return this.#connected;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Resolves when connected. @throws {SlackTokenRefused} */
  async start(): Promise<void> {
    try {
      await this.#client.start();
    } catch (error) {
      if (isFatalForToken(error)) throw new SlackTokenRefused('SLACK_APP_TOKEN', error.data.error);
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#client.disconnect();
  }

  #became(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.#log.info({ connected }, connected ? 'connected to Slack' : 'not connected to Slack');
  }

  #take(event: SlackEvent): void {
    const work = this.#deliveries.handle(event.body, this.#sender(event), async (ack) => {
      const retry = event.retry_num === undefined ? {} : { retryNum: event.retry_num };
      await this.#app?.processEvent({ body: event.body, ack, ...retry });
    });
    this.#inFlight.add(work, (error) => this.#log.error({ err: error }, 'a payload could not be handled'));
  }

  /** An ack that cannot be sent must not stop what the person asked for: the connection went, the gesture stays. */
  #sender(event: SlackEvent): (answer: Answer) => Promise<void> {
    return async (answer) => {
      try {
        await event.ack(typeof answer === 'string' ? { text: answer } : { ...answer });
      } catch (error) {
        this.#log.warn({ err: error }, 'an acknowledgement could not be sent');
      }
    };
  }
}
