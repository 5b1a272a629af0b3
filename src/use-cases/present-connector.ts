import { type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import { C1Unavailable, NoSuchConnector } from '../domain/errors.ts';
import type { C1 } from '../ports/c1.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunStore } from '../ports/store.ts';
import type { ConnectorIndex } from './connector-index.ts';

/** Opening the modal has the list read again if it is older than a minute, so that usually nothing is left to read. */
const PICTURE_IS_GOOD_FOR_MS = 2 * 60_000;
const READ_WITHIN_MS = 5_000;

export interface PresentConnectorParts {
  readonly index: ConnectorIndex;
  readonly c1: C1;
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
export function createPresentConnector({ index, c1, runs, clock, cooldownMs }: PresentConnectorParts) {
  return async (ref: ConnectorRef): Promise<NamedConnector> => {
    const known = index.find(ref);
    if (known === undefined) throw new NoSuchConnector(connectorKey(ref));
    return (await isOutdated(known)) ? readAnew(known) : known;
  };

  async function isOutdated(known: NamedConnector): Promise<boolean> {
    const mayHaveEnded = known.paused !== null || known.status.state === 'running';
    if (mayHaveEnded || clock.now() - known.seenAt > PICTURE_IS_GOOD_FOR_MS) return true;
    const latest = await runs.latestRun(known);
    // Our own last request may be what runs now. While it cools down nothing is sent anyway.
    return latest !== undefined && latest.requestedAt >= known.seenAt && clock.now() >= latest.requestedAt + cooldownMs;
  }

  async function readAnew(known: NamedConnector): Promise<NamedConnector> {
    const read = new AbortController();
    const limit = clock.sleep(READ_WITHIN_MS, read.signal).then(
      () => read.abort(new C1Unavailable('the connector could not be read in time', 'no')),
      () => undefined,
    );
    try {
      return index.note(await c1.getConnector(known, read.signal)) ?? known;
    } finally {
      read.abort();
      await limit;
    }
  }
}
