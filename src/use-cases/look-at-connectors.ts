import { type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import { C1SyncError } from '../domain/errors.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import type { ConnectorIndex } from './connector-index.ts';
import { READ_EVERY_MS, type ReadConnector } from './connector-reader.ts';

/** A chosen connector, and the run that makes it cool down, if there is one. */
export interface Look {
  readonly connector: NamedConnector;
  readonly cooling: SyncRun | null;
  /** Milliseconds since the epoch, our clock. */
  readonly coolUntil: number;
}

export type LookAtConnectors = (refs: readonly ConnectorRef[]) => Promise<readonly Look[]>;

/** Opening the modal has the whole list read again if it is older than this, so that usually nothing is left to read. */
const FRESH_FOR_MS = 60_000;
/** Right after a start a reading has to wait its 5 s, see connector-reader.ts. */
const TIMEOUT_MS = 6_000;

/**
 * Reads chosen connectors anew, so that the person sees a pause or a running sync before they submit, and so that the
 * request can later be compared with a fresh picture. What cannot be read in 6 s is shown as last known. Never rejects.
 */
export function createLookAtConnectors(parts: {
  index: ConnectorIndex;
  readConnector: ReadConnector;
  runs: RunStore;
  clock: Clock;
  log: Log;
  cooldownMs: number;
}): LookAtConnectors {
  const { index, readConnector, runs, clock, log, cooldownMs } = parts;

  const lookAt = async (ref: ConnectorRef, signal: AbortSignal): Promise<Look | undefined> => {
    const known = index.find(ref);
    if (known === undefined) return undefined;
    const telling = known.paused !== null || known.status.state === 'running';
    const isFresh = clock.now() - known.seenAt < (telling ? READ_EVERY_MS : FRESH_FOR_MS);
    const connector = isFresh ? known : await readAnew(known, signal);
    const latest = await runs.latestRun(ref);
    const coolUntil = (latest?.requestedAt ?? 0) + cooldownMs;
    return { connector, cooling: latest !== undefined && clock.now() < coolUntil ? latest : null, coolUntil };
  };

  const readAnew = async (known: NamedConnector, signal: AbortSignal): Promise<NamedConnector> => {
    try {
      const newerThan = clock.now() - READ_EVERY_MS;
      await readConnector(known, { newerThan, signal });
      return index.find(known) ?? known;
    } catch (error) {
      if (!signal.aborted && !(error instanceof C1SyncError)) throw error;
      log.debug({ err: error, connector: connectorKey(known) }, 'a chosen connector could not be read');
      return known;
    }
  };

  return async (refs) => {
    const late = new AbortController();
    const limit = clock.sleep(TIMEOUT_MS, late.signal).then(
      () => late.abort(),
      () => undefined,
    );
    await index.loaded(TIMEOUT_MS);
    const looks = await Promise.all(refs.map((ref) => lookAt(ref, late.signal)));
    late.abort();
    await limit;
    return looks.filter((look) => look !== undefined);
  };
}
