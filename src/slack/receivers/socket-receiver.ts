import type { App, Receiver } from '@slack/bolt';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { InFlight } from '../in-flight.ts';
import type { SlackTokenRefused } from '../sign-in.ts';
import { Deliveries } from './deliveries.ts';
import type { SocketClientOptions } from './socket-client.ts';
import type { SocketDelivery } from './socket-connection.ts';
import { createSocketDispatcher } from './socket-dispatcher.ts';
import { SocketLine } from './socket-line.ts';

export interface SocketReceiverOptions extends Omit<SocketClientOptions, 'dispatcher'> {
  readonly clock: Clock;
  readonly log: Log;
  readonly inFlight: InFlight;
  /** Slack does not take the token any more; the receiver cannot go on. */
  readonly onRefused: (error: SlackTokenRefused) => void;
}

/**
 * Bolt's receiver for Socket Mode: two lines to Slack, so that what is typed while one is cut or renewed comes over
 * the other (Slack gives each payload to one of them). Our own, because Bolt's holds one connection, hands on none of
 * the options that matter (slack-platform 3.2.1 to 3.2.5), does not say whether it is connected, and takes a repeated
 * envelope for a new one. It is started and stopped once.
 */
export class SocketReceiver implements Receiver {
  readonly kind = 'socket';
  readonly #log: Log;
  readonly #inFlight: InFlight;
  readonly #onRefused: (error: SlackTokenRefused) => void;
  readonly #deliveries: Deliveries;
  readonly #first: SocketLine;
  readonly #second: SocketLine;
  readonly #dispatcher: Dispatcher;
  readonly #stopping = new AbortController();
  #app: App | undefined;
  #wasConnected = false;

  constructor(options: SocketReceiverOptions) {
    this.#log = options.log;
    this.#inFlight = options.inFlight;
    this.#onRefused = options.onRefused;
    this.#deliveries = new Deliveries(options.clock);
    const onDelivery = (delivery: SocketDelivery) => this.#take(delivery);
    const onChange = () => this.#tellWhetherConnected();
    this.#dispatcher = createSocketDispatcher(options.apiUrl);
    const shared = { ...options, dispatcher: this.#dispatcher, onDelivery, onChange };
    this.#first = new SocketLine({ ...shared, line: 1, otherOpenedAt: () => this.#second.openedAt });
    this.#second = new SocketLine({ ...shared, line: 2, otherOpenedAt: () => this.#first.openedAt });
  }

  get isConnected(): boolean {
    return this.connectedLines > 0;
  }

  /** Of the two. */
  get connectedLines(): number {
    return [this.#first, this.#second].filter(({ isConnected }) => isConnected).length;
  }

  init(app: App): void {
    this.#app = app;
  }

  /**
   * Resolves when the first line is connected, and goes on trying while Slack is away. The second line follows: a
   * token that is refused, or a Slack that is away, is told of once.
   *
   * @throws {SlackTokenRefused} the reason of the stop, if `stop` came first
   */
  async start(): Promise<void> {
    const { signal } = this.#stopping;
    const holdingFirst = this.#first.hold(signal);
    await Promise.race([this.#first.connected, holdingFirst]);
    signal.throwIfAborted();
    for (const holding of [holdingFirst, this.#second.hold(signal)]) holding.catch(this.#onRefused);
  }

  /** Lets answers that Slack still waits for go out, then closes. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopped'));
    await Promise.all([this.#first.close(), this.#second.close()]);
    await this.#dispatcher.destroy();
  }

  #tellWhetherConnected(): void {
    const connected = this.isConnected;
    if (connected === this.#wasConnected) return;
    this.#wasConnected = connected;
    if (connected) this.#log.info({ connected }, 'connected to Slack');
    else if (this.#stopping.signal.aborted) this.#log.info({ connected }, 'not connected to Slack any more');
    else this.#log.warn({ connected }, 'not connected to Slack: nothing that is asked arrives');
  }

  async #take({ body, retryNum, acknowledge }: SocketDelivery): Promise<void> {
    const work = this.#deliveries.handle(body, acknowledge, async (ack) => {
      await this.#app?.processEvent({ body, ack, ...(retryNum === undefined ? {} : { retryNum }) });
    });
    const owned = work.catch((error) => this.#log.error({ err: error }, 'a payload could not be handled'));
    this.#inFlight.add(owned, () => undefined);
    await owned;
  }
}
