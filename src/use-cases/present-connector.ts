import { type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import { C1Unavailable, NoSuchConnector } from '../domain/errors.ts';
import { hasEnded } from '../domain/sync-run.ts';
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
    return (await isOutdated(known)) ? readAnew(known) : known;
  };

  async function isOutdated(known: NamedConnector): Promise<boolean> {
    const age = clock.now() - known.seenAt;
    const mayHaveEnded = known.paused !== null || known.status.state === 'running';
    if (age > (mayHaveEnded ? READ_EVERY_MS : PICTURE_IS_GOOD_FOR_MS)) return true;
    const latest = await runs.latestRun(known);
    // While it cools down nothing is sent anyway.
    if (latest === undefined || clock.now() < latest.requestedAt + cooldownMs) return false;
    // Our own last request may be what runs now.
    return latest.requestedAt >= known.seenAt || (!hasEnded(latest) && age > READ_EVERY_MS);
  }

  async function readAnew(known: NamedConnector): Promise<NamedConnector> {
    const read = new AbortController();
    const limit = clock.sleep(READ_WITHIN_MS, read.signal).then(
      () => read.abort(new C1Unavailable('the connector could not be read in time', 'no')),
      () => undefined,
    );
    try {
      const newerThan = clock.now() - READ_EVERY_MS;
      await readConnector(known, { newerThan, signal: read.signal });
      return index.find(known) ?? known;
    } finally {
      read.abort();
      await limit;
    }
  }
}
