import { type ConnectorRef, connectorKey } from '../../domain/connector.ts';
import type { SyncRun } from '../../domain/sync-run.ts';

/** Runs of each connector, in the order they were first put. */
export class RunsByConnector {
  readonly #runs = new Map<string, Map<string, SyncRun>>();

  of(ref: ConnectorRef): readonly SyncRun[] {
    return [...(this.#runs.get(connectorKey(ref))?.values() ?? [])];
  }

  /** Takes the place of a run with the same id. */
  put(run: SyncRun): void {
    const key = connectorKey(run);
    const siblings = this.#runs.get(key) ?? new Map<string, SyncRun>();
    this.#runs.set(key, siblings.set(run.id, run));
  }

  remove(run: SyncRun): void {
    const key = connectorKey(run);
    const siblings = this.#runs.get(key);
    siblings?.delete(run.id);
    if (siblings?.size === 0) this.#runs.delete(key);
  }
}
