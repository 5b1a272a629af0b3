import type { Grant } from '../../../domain/access.ts';
import type { AccessRequest } from '../../../domain/access-request.ts';
import type { SyncRun } from '../../../domain/sync-run.ts';
import type { Link } from '../audit/chain.ts';
import type { Favourites } from '../record-shapes.ts';

/** All that a store and its trail hold, whichever kind they are of. */
export interface WholeStore {
  readonly grants: readonly Grant[];
  readonly runs: readonly SyncRun[];
  readonly favourites: readonly Favourites[];
  readonly requests: readonly AccessRequest[];
  /** The last record of the trail; its number is how many there are. */
  readonly end: Link;
  /** The lines of the trail as they were written, oldest first, without newlines. */
  readonly lines: () => AsyncIterable<{ readonly bytes: Buffer }>;
}

/** How many of each, for people and for the check. */
export function countsOf({ grants, runs, favourites, requests, end }: WholeStore) {
  return {
    grants: grants.length,
    runs: runs.length,
    favourites: favourites.length,
    requests: requests.length,
    auditRecords: end.seq,
  };
}

/** Nothing was copied, and nothing has changed. The message says why and what to do. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}
