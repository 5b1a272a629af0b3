import { type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import type { RunState, SyncRun } from '../domain/sync-run.ts';
import type { RunStore } from '../ports/store.ts';

/** Its sync has not begun, so C1 may still show the pause. */
const BEFORE_ITS_SYNC: ReadonlySet<RunState> = new Set<RunState>(['asking', 'queued', 'waiting']);

/**
 * The pauses that were taken away here. C1 may show one for a while longer, its state even until the sync begins:
 * whoever looks then must neither resume twice nor think that there is nothing to pause.
 */
export class TakenPauses {
  readonly #runs: RunStore;
  /** Since when the last one of each connector was, by C1's clock. */
  readonly #since = new Map<string, number | null>();

  constructor({ runs }: { runs: RunStore }) {
    this.#runs = runs;
  }

  /** @param connector as it was before it was resumed */
  note(connector: NamedConnector): void {
    this.#since.set(connectorKey(connector), connector.paused?.since ?? null);
  }

  /** The run that took away the pause that still shows; undefined: it is one that holds, or there is none. */
  async takenBy(connector: NamedConnector): Promise<SyncRun | undefined> {
    if (connector.paused === null) return undefined;
    const { since } = connector.paused;
    if (since !== null && since !== this.#since.get(connectorKey(connector))) return undefined;
    return this.#resumeUnderWay(connector);
  }

  async #resumeUnderWay(ref: ConnectorRef): Promise<SyncRun | undefined> {
    const open = await this.#runs.openRuns(ref);
    return open.find(({ origin, state }) => origin === 'resume' && BEFORE_ITS_SYNC.has(state));
  }
}
