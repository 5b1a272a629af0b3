import { SocketConnection, type SocketConnectionOptions } from './socket-connection.ts';
import { ConnectionEnded, logTrouble, tokenRefusal, turnedAway, waitAfter, wantsRoom } from './socket-trouble.ts';

export interface SocketLineOptions extends SocketConnectionOptions {
  /** Which line this is, for the log. */
  readonly line: number;
  /** When the newest connection of the other line was opened, in milliseconds since the epoch. */
  readonly otherOpenedAt: () => number | undefined;
  /** The line may have been connected or cut. */
  readonly onChange: () => void;
}

/** We open another connection by ourselves, because the other line's is as old as this one. */
const SAME_AGE = 'same_age_as_the_other';

/** "Open another connection, this one will be closed": nothing is wrong. The first two are Slack's words. */
const RENEWALS: ReadonlySet<string> = new Set(['warning', 'refresh_requested', SAME_AGE]);

/**
 * Slack renews a connection about an hour after it was opened. Two opened together would be renewed together, and if
 * Slack did not wait for the new ones, nothing would be connected.
 */
const APART_MS = 10 * 60_000;

/**
 * A connection that lasted this long was a success: what follows is not one failure more. Less than the 6.7 s after
 * which Slack's client leaves a server that answers no pings: such a one is worth opening at once again.
 */
const STEADY_MS = 5_000;

/** Slack warns some 10 s before it closes (docs.slack.dev/apis/events-api/using-socket-mode). */
const LET_GO_AFTER_MS = 30_000;

/**
 * Keeps one connection to Slack. When Slack asks for a new one, it is opened at once, and the old one stays until
 * Slack closes it: a payload that is on its way there still arrives. So there are two for a moment, and never more.
 */
export class SocketLine {
  readonly #options: SocketLineOptions;
  readonly #connections = new Set<SocketConnection>();
  #openedAt: number | undefined;
  /** Resolves when the line is connected for the first time. */
  readonly connected: Promise<void>;
  #onConnected: () => void = () => undefined;

  constructor(options: SocketLineOptions) {
    this.#options = options;
    this.connected = new Promise((resolve) => {
      this.#onConnected = resolve;
    });
  }

  get isConnected(): boolean {
    return [...this.#connections].some(({ isOpen }) => isOpen);
  }

  /** When its newest connection was opened, in milliseconds since the epoch. */
  get openedAt(): number | undefined {
    return this.#openedAt;
  }

  /**
   * Connects, and connects again, until `stopping` is aborted; what is open then stays so until `close`.
   *
   * @throws {SlackTokenRefused}
   */
  async hold(stopping: AbortSignal): Promise<void> {
    const { clock, log, line } = this.#options;
    let failures = 0;
    while (!stopping.aborted) {
      const { trouble, lastedMs } = await this.#connectOnce(stopping);
      if (stopping.aborted) return;
      const refusal = tokenRefusal(trouble);
      if (refusal !== undefined) throw refusal;
      // A Slack that has no room for one more: the one it asked to leave has to go before the new one comes.
      if (this.isConnected && wantsRoom(trouble, lastedMs)) {
        log.info({ line }, 'Slack takes no connection besides the one it asked to leave: that one is closed first');
        await this.close();
        continue;
      }
      const reason = trouble instanceof ConnectionEnded ? trouble.reason : undefined;
      if (lastedMs !== undefined && RENEWALS.has(`${reason}`)) {
        // Never waited for. Should Slack ask over and over, its limit on URLs (429) is what slows it down.
        log.info({ line, reason }, 'a connection to Slack is renewed');
        failures = 0;
        continue;
      }
      if (lastedMs !== undefined && lastedMs >= STEADY_MS) failures = 0;
      // What worked until it was cut is tried again at once, but not over and over.
      const wasCut = lastedMs !== undefined && turnedAway(trouble) === undefined;
      const waitMs = waitAfter(wasCut ? failures : failures + 1, trouble);
      failures += 1;
      logTrouble(log, trouble, { line, waitMs });
      await clock.sleep(waitMs, stopping).catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => connection.close()));
  }

  /** Opens a connection and waits for its end; `lastedMs` is undefined when it never came to be. */
  async #connectOnce(stopping: AbortSignal): Promise<{ trouble: unknown; lastedMs?: number }> {
    const { clock, onChange } = this.#options;
    const olderOnes = [...this.#connections];
    await Promise.all(olderOnes.slice(0, -1).map((older) => older.close()));
    const connection = this.#newConnection();
    try {
      await connection.open(stopping);
    } catch (error) {
      return { trouble: error };
    }
    const openedAt = clock.now();
    this.#openedAt = openedAt;
    this.#onConnected();
    onChange();
    for (const older of olderOnes) void older.closeAfter(LET_GO_AFTER_MS);
    const reason = await this.#untilItEnds(connection, stopping);
    if (!RENEWALS.has(reason)) await connection.close();
    return { trouble: new ConnectionEnded(reason), lastedMs: clock.now() - openedAt };
  }

  async #untilItEnds({ ending }: SocketConnection, stopping: AbortSignal): Promise<string> {
    const { clock, otherOpenedAt } = this.#options;
    const other = otherOpenedAt();
    if (other === undefined || clock.now() - other >= APART_MS) return ending;
    const over = new AbortController();
    const longEnough = clock.sleep(APART_MS, AbortSignal.any([stopping, over.signal])).then(
      () => SAME_AGE,
      () => ending,
    );
    const reason = await Promise.race([ending, longEnough]);
    over.abort();
    return reason;
  }

  #newConnection(): SocketConnection {
    const connection = new SocketConnection(this.#options);
    this.#connections.add(connection);
    void connection.closed.then(() => {
      this.#connections.delete(connection);
      this.#options.onChange();
    });
    return connection;
  }
}
