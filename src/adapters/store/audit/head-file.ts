import { readFile, rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { errorCode } from '../error-code.ts';
import type { Link } from './chain.ts';

const shape: z.ZodType<Link> = z.strictObject({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * What the head beside a trail says: the last record that was written, or one shortly before it. Undefined: there is
 * none, or a power cut left it empty. Rejects as the file system does.
 */
export async function readHead(path: string): Promise<Link | undefined> {
  try {
    return shape.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (errorCode(error) === undefined || errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Rejects as the file system does. It is not synced: it may lag behind the trail, never be ahead of it. */
export async function writeHead(path: string, { seq, hash }: Link): Promise<void> {
  const temporary = `${path}.tmp`;
  await writeFile(temporary, `${JSON.stringify({ seq, hash })}\n`, { mode: 0o600 });
  await rename(temporary, path);
}

/** A sync begins and is answered within this, so that it costs one head instead of two. */
const WRITE_EVERY_MS = 250;

/** Writes the head behind the trail's back: nobody waits for it, and only the newest matters. */
export class HeadWriter {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #hurry = new AbortController();
  #next: Link | undefined;
  #writing: Promise<void> | undefined;

  constructor(path: string, { clock, log }: { clock: Clock; log: Log }) {
    this.#path = path;
    this.#clock = clock;
    this.#log = log;
  }

  note(end: Link): void {
    this.#next = end;
    this.#writing ??= this.#write();
  }

  /** Writes what is left without further delay. Never rejects; nothing is noted after it. */
  async close(): Promise<void> {
    this.#hurry.abort();
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#next !== undefined) {
      await this.#clock.sleep(WRITE_EVERY_MS, this.#hurry.signal).catch(() => undefined);
      const end = this.#next;
      this.#next = undefined;
      await writeHead(this.#path, end).catch((error: unknown) => {
        this.#log.warn({ err: error, path: this.#path }, 'the head of the audit trail could not be written');
      });
    }
    this.#writing = undefined;
  }
}
