import { type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import { C1SyncError, C1Unavailable, ConnectorGone, NoSuchConnector } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ConnectorIndex } from './connector-index.ts';
import type { ReadConnector } from './connector-reader.ts';

/** A connector that was read a moment ago may not be read again for 5 s; then C1 has as long to answer. */
const WITHIN_MS = 10_000;

/** For what must not be decided by an older picture. */
export interface LookAnew {
  /**
   * The connector by a reading that begins now.
   * @throws {NoSuchConnector} the index does not know it.
   * @throws {C1SyncError} as C1.getConnector; C1Unavailable after 10 s.
   */
  look(ref: ConnectorRef): Promise<NamedConnector>;
  /** After an answer that told nothing: does the connector show it? False proves nothing; C1's errors are only logged. */
  shows(ref: ConnectorRef, sign: (seen: NamedConnector) => boolean): Promise<boolean>;
}

export function createLookAnew(parts: {
  index: ConnectorIndex;
  readConnector: ReadConnector;
  clock: Clock;
  log: Log;
}): LookAnew {
  const { index, readConnector, clock, log } = parts;

  const look = async (ref: ConnectorRef): Promise<NamedConnector> => {
    const known = index.find(ref);
    if (known === undefined) throw new NoSuchConnector(connectorKey(ref));
    const read = new AbortController();
    const limit = clock.sleep(WITHIN_MS, read.signal).then(
      () => read.abort(new C1Unavailable('the connector could not be read in time', 'maybe')),
      () => undefined,
    );
    try {
      // One that began in this very millisecond may be from before what was done just now.
      await readConnector(known, { newerThan: clock.now() + 1, signal: read.signal });
      return index.find(known) ?? known;
    } catch (error) {
      if (error instanceof ConnectorGone) void index.refresh();
      throw error;
    } finally {
      read.abort();
      await limit;
    }
  };

  return {
    look,

    async shows(ref, sign) {
      try {
        return sign(await look(ref));
      } catch (error) {
        if (!(error instanceof C1SyncError)) throw error;
        log.warn({ err: error, connector: connectorKey(ref) }, 'a connector could not be read after an unclear answer');
        return false;
      }
    },
  };
}
