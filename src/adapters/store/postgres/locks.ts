import { type Queryable, statement } from './statement.ts';

const LOCK = statement('lock', 'select pg_advisory_xact_lock($1, hashtext($2))');

/** Any number of our own for each kind of thing. Two keys may share a lock, which only makes one wait. */
const KINDS = { connector: 18274, person: 18275, left: 18276 } as const;

/** Waits until no other transaction holds the lock; it is held to the end of this one. */
export async function lock(transaction: Queryable, kind: keyof typeof KINDS, key: string): Promise<void> {
  await transaction.all(LOCK, [KINDS[kind], key]);
}
