import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { InFlight } from '../in-flight.ts';
import type { Answer } from './deliveries.ts';
import type { Payload } from './payload.ts';
import { createSocketClient, type SocketClient, type SocketClientOptions } from './socket-client.ts';
import { ConnectionEnded, ConnectionRefused } from './socket-trouble.ts';

/** A payload as it came over a connection. */
export interface SocketDelivery {
  readonly body: Payload;
  /** Which repetition of an event this is; undefined for what Slack does not repeat. */
  readonly retryNum: number | undefined;
  /** Never rejects. */
  acknowledge(answer: Answer): Promise<void>;
}

export interface SocketConnectionOptions extends SocketClientOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Resolves when the payload has been handled; never rejects. */
  readonly onDelivery: (delivery: SocketDelivery) => Promise<void>;
}

/** The event SocketModeClient emits for every payload. */
interface SlackEvent {
  readonly ack: (response?: Record<string, unknown>) => Promise<void>;
  readonly body: Payload;
  readonly retry_num?: number;
}

const HELLO_WITHIN_MS = 10_000;

/** After this Slack has told the person that the app did not answer. */
const SLACKS_PATIENCE_MS = 3_000;

/** Slack leaves the TCP connection open after the closing handshake (slackapi/node-slack-sdk#2752). */
const CLOSING_MS = 1_000;

/** One connection of Socket Mode, from its opening to its end. It is opened once. */
export class SocketConnection {
  /** Slack's reason, as soon as it asks to leave this connection; `closed` when it ends without a word. */
  readonly ending: Promise<string>;
  readonly closed: Promise<void>;
  readonly #options: SocketConnectionOptions;
  readonly #client: SocketClient;
  readonly #abandoned = new AbortController();
  readonly #unanswered: InFlight;
  readonly #untilClosed: InFlight;
  #greeted = false;
  #problem: Error | undefined;

  constructor(options: SocketConnectionOptions) {
    this.#options = options;
    this.#unanswered = new InFlight(options.clock);
    this.#untilClosed = new InFlight(options.clock);
    let end: (reason: string) => void = () => undefined;
    this.ending = new Promise((resolve) => {
      end = resolve;
    });
    this.#client = createSocketClient(options, this.#abandoned.signal, {
      onDisconnect: end,
      onStrangeFrame: (type) => options.log.warn({ type }, 'Slack sent a frame that is not known; nothing is done'),
    });
    this.closed = new Promise((resolve) => this.#client.once('disconnected', () => resolve()));
    this.#untilClosed.add(
      this.closed.then(() => end('closed')),
      () => undefined,
    );
    this.#client.on('slack_event', (event: SlackEvent) => this.#take(event));
    this.#client.on('error', (error: Error) => {
      // undici says nothing of why.
      this.#problem = error.message === '' ? new ConnectionRefused(error) : error;
    });
  }

  /** Slack sends payloads here, or may still do so. */
  get isOpen(): boolean {
    return this.#greeted && this.#client.websocket?.isActive() === true;
  }

  /**
   * Resolves when Slack has said hello.
   *
   * @throws {WebAPIPlatformError | WebAPIHTTPError | WebAPIRequestError | WebAPIRateLimitedError | ConnectionEnded}
   * from Slack's client; the reason of `stopping` when that is aborted
   */
  async open(stopping: AbortSignal): Promise<void> {
    const over = new AbortController();
    const late = this.#options.clock.sleep(HELLO_WITHIN_MS, AbortSignal.any([stopping, over.signal])).then(() => {
      throw new Error(`Slack did not say hello within ${HELLO_WITHIN_MS / 1000} s`);
    });
    const ended = this.ending.then((reason) => {
      throw this.#problem ?? new ConnectionEnded(reason);
    });
    try {
      await Promise.race([this.#client.start(), ended, late]);
      this.#greeted = true;
    } catch (error) {
      // A client that was still fetching its URL connects all the same.
      this.#client.once('connected', () => void this.#end());
      await this.#end();
      // Slack's client rejects with nothing when the connection goes before hello.
      throw error ?? this.#problem ?? new ConnectionEnded('closed');
    } finally {
      over.abort();
    }
  }

  /** Lets answers that Slack still waits for go out (3 s at most), then closes. */
  async close(): Promise<void> {
    if (this.isOpen) await this.#unanswered.drain(SLACKS_PATIENCE_MS);
    await this.#end();
  }

  /** Leaves the closing to Slack, which knows what is still on its way; closes it if Slack has not after `ms`. */
  async closeAfter(ms: number): Promise<void> {
    await this.#untilClosed.drain(ms);
    await this.close();
  }

  async #end(): Promise<void> {
    this.#abandoned.abort();
    void this.#client.disconnect();
    await this.#untilClosed.drain(CLOSING_MS);
    // Called again, it no longer waits for the other side.
    void this.#client.disconnect();
  }

  #take({ ack, body, retry_num: retryNum }: SlackEvent): void {
    const answered = new Promise<void>((resolve) => {
      const acknowledge = async (answer: Answer): Promise<void> => {
        await this.#send(ack, answer);
        resolve();
      };
      // What is handled without an answer is not waited for either.
      void this.#options.onDelivery({ body, retryNum, acknowledge }).then(resolve);
    });
    this.#unanswered.add(answered, () => undefined);
  }

  /** An ack that cannot be sent must not stop what the person asked for: the connection went, the gesture stays. */
  async #send(ack: SlackEvent['ack'], answer: Answer): Promise<void> {
    try {
      await ack(typeof answer === 'string' ? { text: answer } : { ...answer });
    } catch (error) {
      this.#options.log.warn({ err: error }, 'an acknowledgement could not be sent');
    }
  }
}
