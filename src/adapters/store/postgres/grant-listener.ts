import type { Client } from 'pg';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { createClient } from './connect.ts';
import { GRANTS_CHANNEL } from './grant-writes.ts';

const RECONNECT_AFTER_MS = 1_000;

/** Hears at once what other instances do to grants, on a connection of its own. Without it they are seen some seconds later. */
export class GrantListener {
  readonly #parts: { url: string; onChange: () => void; clock: Clock; log: Log };
  readonly #stopped = new AbortController();

  constructor(parts: { url: string; onChange: () => void; clock: Clock; log: Log }) {
    this.#parts = parts;
  }

  /** Until {@link stop}. Never rejects. */
  async run(): Promise<void> {
    const { clock, log } = this.#parts;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#listen().catch((error: unknown) => {
        log.debug({ err: error }, 'changes of grants are not heard at once, until the database answers');
      });
      await clock.sleep(RECONNECT_AFTER_MS, signal).catch(() => undefined);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Resolves at the stop; rejects when the connection is lost. */
  async #listen(): Promise<void> {
    const { signal } = this.#stopped;
    let lose: (error: Error) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      lose = reject;
    });
    // One that could not be made says so itself.
    lost.catch(() => undefined);
    const client = createClient(this.#parts.url, lose);
    client.on('end', () => lose(new Error('the connection ended')));
    try {
      await this.#begin(client);
      await Promise.race([lost, aborted(signal)]);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async #begin(client: Client): Promise<void> {
    const { onChange } = this.#parts;
    client.on('notification', onChange);
    await client.connect();
    await client.query(`listen ${GRANTS_CHANNEL}`);
    // What changed before it listened.
    onChange();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
