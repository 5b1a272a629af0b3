import type { App, Receiver } from '@slack/bolt';
import type { Logger } from '@slack/logger';
import { SocketModeClient } from '@slack/socket-mode';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { SlackTransport } from '../clients.ts';
import { InFlight } from '../in-flight.ts';
import { SlackTokenRefused } from '../sign-in.ts';
import { type Answer, Deliveries } from './deliveries.ts';
import { watchRefusals } from './watch-refusals.ts';

export interface SocketReceiverOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly transport: SlackTransport;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly log: Log;
  readonly inFlight: InFlight;
  /** Slack does not take the token (any more); the receiver cannot go on. */
  readonly onRefused: (error: SlackTokenRefused) => void;
}

/** The event SocketModeClient emits for every payload. */
interface SlackEvent {
  readonly ack: (response?: Record<string, unknown>) => Promise<void>;
  readonly body: Record<string, unknown>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/** Without a cap the waits grow to minutes: after an hour's outage the next try would be 12 min off (3.2.2). */
const CAPPED_BACKOFF = { retries: 100, factor: 1.3, maxTimeout: 30_000 };

/** After this Slack has told the person that the app did not answer. */
const SLACKS_PATIENCE_MS = 3_000;
const CLOSING_MS = 2_000;

/**
 * Bolt's receiver for Socket Mode. Our own over Slack's client, because Bolt's hands on none of the options that matter
 * (slack-platform 3.2.1 to 3.2.3), does not say whether it is connected, and takes a repeated envelope for a new one.
 */
export class SocketReceiver implements Receiver {
  readonly #client: SocketModeClient;
  readonly #log: Log;
  readonly #inFlight: InFlight;
  readonly #clock: Clock;
  readonly #deliveries: Deliveries;
  readonly #unanswered: InFlight;
  #app: App | undefined;
  #connected = false;

  constructor(options: SocketReceiverOptions) {
    this.#log = options.log;
    this.#inFlight = options.inFlight;
    this.#clock = options.clock;
    this.#deliveries = new Deliveries(options.clock);
    this.#unanswered = new InFlight(options.clock);
    this.#client = new SocketModeClient({
      appToken: options.appToken,
      logger: options.logger,
      dispatcher: options.transport.dispatcher,
      // An object of its own: the client writes into it.
      clientOptions: {
        slackApiUrl: options.apiUrl,
        fetch: watchRefusals(options.transport.fetch, (error) =>
          options.onRefused(new SlackTokenRefused('SLACK_APP_TOKEN', error)),
        ),
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

  /** Resolves when connected; goes on trying while Slack is away. */
  async start(): Promise<void> {
    await this.#client.start();
  }

  /** Lets answers that Slack still waits for go out, then closes. */
  async stop(): Promise<void> {
    await this.#unanswered.drain(SLACKS_PATIENCE_MS);
    const closing = this.#client.disconnect();
    const over = new AbortController();
    // Slack's client waits for an end of the connection that may have come already.
    await Promise.race([closing, this.#clock.sleep(CLOSING_MS, over.signal).catch(() => undefined)]);
    over.abort();
  }

  #became(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.#log.info({ connected }, connected ? 'connected to Slack' : 'not connected to Slack');
  }

  #take(event: SlackEvent): void {
    const failed = (error: unknown) => this.#log.error({ err: error }, 'a payload could not be handled');
    let answered: () => void = () => undefined;
    this.#unanswered.add(new Promise<void>((resolve) => (answered = resolve)), failed);
    const send = async (answer: Answer): Promise<void> => {
      await this.#send(event, answer);
      answered();
    };
    const work = this.#deliveries.handle(event.body, send, async (ack) => {
      const retry = event.retry_num === undefined ? {} : { retryNum: event.retry_num };
      await this.#app?.processEvent({ body: event.body, ack, ...retry });
    });
    this.#inFlight.add(work.finally(answered), failed);
  }

  /** An ack that cannot be sent must not stop what the person asked for: the connection went, the gesture stays. */
  async #send(event: SlackEvent, answer: Answer): Promise<void> {
    try {
      await event.ack(typeof answer === 'string' ? { text: answer } : { ...answer });
    } catch (error) {
      this.#log.warn({ err: error }, 'an acknowledgement could not be sent');
    }
  }
}
