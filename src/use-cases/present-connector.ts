import { type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import { C1Unavailable, NoSuchConnector } from '../domain/errors.ts';
import { hasEnded, type SyncRun } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunStore } from '../ports/store.ts';
import type { ConnectorIndex } from './connector-index.ts';
import { READ_EVERY_MS, type ReadConnector } from './connector-reader.ts';

/** Opening the modal has the list read again if it is older than a minute, so that usually nothing is left to read. */
const PICTURE_IS_GOOD_FOR_MS = 2 * 60_000;
/** It may have been read a moment ago, without success; then the next reading has to wait its 5 s. */
const READ_WITHIN_MS = READ_EVERY_MS + 3_000;

export interface PresentConnectorParts {
  readonly index: ConnectorIndex;
  readonly readConnector: ReadConnector;
  readonly runs: RunStore;
  readonly clock: Clock;
  readonly cooldownMs: number;
}

/**
 * A connector as it is now: from memory, unless that cannot be trusted to show whether a sync runs, since forcing one
 * anew could kill it. Without an answer in time it stays unknown, and unsure means refuse.
 *
 * @throws {NoSuchConnector} the index does not know it.
 * @throws {C1SyncError} it had to be read, and could not be.
 */
export function createPresentConnector({ index, readConnector, runs, clock, cooldownMs }: PresentConnectorParts) {
  return async (ref: ConnectorRef): Promise<NamedConnector> => {
    const known = index.find(ref);
    if (known === undefined) throw new NoSuchConnector(connectorKey(ref));
    const newerThan = await mustBeNewerThan(known);
    return newerThan === undefined ? known : readAnew(known, newerThan);
  };

  /** Undefined: it can be trusted as it is. */
  async function mustBeNewerThan(known: NamedConnector): Promise<number | undefined> {
    const now = clock.now();
    const age = now - known.seenAt;
    const aMomentAgo = now - READ_EVERY_MS;
    const mayHaveEnded = known.paused !== null || known.status.state === 'running';
    if (age > (mayHaveEnded ? READ_EVERY_MS : PICTURE_IS_GOOD_FOR_MS)) return aMomentAgo;
    const latest = await runs.latestRun(known);
    if (latest === undefined) return undefined;
    if (isKnownToBeOver(known, latest)) return now;
    // While it cools down nothing is sent anyway.
    if (now < latest.requestedAt + cooldownMs) return undefined;
    // Our own last request may be what runs now.
    if (latest.requestedAt >= known.seenAt) return Math.min(latest.requestedAt, now);
    return !hasEnded(latest) && age > READ_EVERY_MS ? aMomentAgo : undefined;
  }

  async function readAnew(known: NamedConnector, newerThan: number): Promise<NamedConnector> {
    const read = new AbortController();
    const limit = clock.sleep(READ_WITHIN_MS, read.signal).then(
      () => read.abort(new C1Unavailable('the connector could not be read in time', 'no')),
      () => undefined,
    );
    try {
      await readConnector(known, { newerThan, signal: read.signal });
      return index.find(known) ?? known;
    } finally {
      read.abort();
      await limit;
    }
  }
}

/** Another instance saw the end of the very sync that still runs in this picture, by C1's own times. */
function isKnownToBeOver({ status }: NamedConnector, latest: SyncRun): boolean {
  if (status.state !== 'running' || status.startedAt === null || latest.startedAt === null) return false;
  return hasEnded(latest) && latest.startedAt >= status.startedAt;
}
