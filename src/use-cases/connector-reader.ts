import { type Connector, type ConnectorRef, connectorKey } from '../domain/connector.ts';
import type { C1 } from '../ports/c1.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectorIndex } from './connector-index.ts';

/** C1 is not read more often than this for one connector, whoever asks and however many wait. */
export const READ_EVERY_MS = 5_000;

export interface ReadOptions {
  /** A reading that began after this will do, even one that somebody else asked for. Our clock; default: now. */
  readonly newerThan?: number;
  /** Ends the wait of this caller, not the reading. */
  readonly signal?: AbortSignal;
}

/** @throws C1SyncError as C1.getConnector, or the signal's reason */
export type ReadConnector = (ref: ConnectorRef, options?: ReadOptions) => Promise<Connector>;

interface Reading {
  /** Our clock. */
  readonly begunAt: number;
  readonly result: Promise<Connector>;
  /** Whoever asks after that waits for another one: what failed then says nothing about now. */
  failed: boolean;
}

/** Reads single connectors, each at most once in 5 s, and lets the index know. */
export function createReadConnector(parts: { c1: C1; index: ConnectorIndex; clock: Clock }): ReadConnector {
  const { c1, index, clock } = parts;
  const readings = new Map<string, Reading>();
  // The process before this one may have read a moment ago.
  const begunBefore = clock.now();

  const read = (ref: ConnectorRef): Reading => {
    const begunAt = clock.now();
    const result = c1.getConnector(ref).then((connector) => {
      index.note(connector, begunAt);
      return connector;
    });
    const reading = { begunAt, result, failed: false };
    // Whoever asked may have stopped waiting.
    result.catch(() => {
      reading.failed = true;
    });
    readings.set(connectorKey(ref), reading);
    return reading;
  };

  return async (ref, { newerThan = clock.now(), signal } = {}) => {
    for (;;) {
      signal?.throwIfAborted();
      const last = readings.get(connectorKey(ref));
      if (last !== undefined && !last.failed && last.begunAt >= newerThan) return orAborted(last.result, signal);
      const wait = (last?.begunAt ?? begunBefore) + READ_EVERY_MS - clock.now();
      if (wait <= 0) return orAborted(read(ref).result, signal);
      await clock.sleep(wait, signal);
    }
  };
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
