import { isDeepStrictEqual } from 'node:util';
import { StoreFailed } from '../../../domain/errors.ts';

/** A record and which version of it this is. */
export interface Versioned<T> {
  readonly record: T;
  readonly revision: number;
}

/** Each failure means that another's change went through, so this many at once have to be at the same record. */
const TRIES = 50;

/**
 * Changes a record by a function of it, whatever else changes it at the same time: if it is not as it was read when it is
 * written, it is read again. Without a difference nothing is written.
 *
 * @param write false: it had changed since
 * @throws {StoreFailed} also when there is no such record
 */
export async function changeRow<T>({ read, change, write, what }: RowChange<T>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await read();
    if (found === undefined) throw new StoreFailed(`there is no ${what}`);
    const after = change(found.record);
    if (isDeepStrictEqual(after, found.record)) return found.record;
    if (await write({ record: after, revision: found.revision }, found.record)) return after;
  }
  throw new StoreFailed(`too many change the ${what} at the same time`);
}

interface RowChange<T> {
  /** Such as `run with the id …`. */
  readonly what: string;
  read(): Promise<Versioned<T> | undefined>;
  change(record: T): T;
  write(changed: Versioned<T>, before: T): Promise<boolean>;
}
