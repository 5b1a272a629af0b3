import { type ConnectorRef, connectorKey } from '../../domain/connector.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import { Pages } from './pages.ts';

/** Settled runs beyond the newest of this many are forgotten. Runs that still ask are kept whatever their number. */
export const SETTLED_RUNS_KEPT = 1000;

/** Runs in the order they began, by id, connector and dedupe key. */
export class RunTable {
  readonly #runs: Pages<SyncRun>;
  readonly #byConnector = new Map<string, Map<string, SyncRun>>();
  /** The last begun of each key: an earlier one with the same key was refused, or it would have stood in the way. */
  readonly #byDedupeKey = new Map<string, string>();
  #settled = 0;

  constructor(pages: Iterable<readonly SyncRun[]>) {
    this.#runs = new Pages(pages);
    for (const run of this.#runs.list()) this.#index(run, undefined);
  }

  get(id: string): SyncRun | undefined {
    return this.#runs.get(id);
  }

  all(): readonly SyncRun[] {
    return this.#runs.list();
  }

  of(ref: ConnectorRef): Iterable<SyncRun> {
    return this.#byConnector.get(connectorKey(ref))?.values() ?? [];
  }

  /** Every run that can stand in the way of a new one. */
  *rivalsOf(candidate: ConnectorRef & Pick<SyncRun, 'dedupeKey'>): Iterable<SyncRun> {
    yield* this.of(candidate);
    const same = this.get(this.#byDedupeKey.get(candidate.dedupeKey) ?? '');
    if (same !== undefined) yield same;
  }

  pages(): readonly (readonly SyncRun[])[] {
    return [...this.#runs];
  }

  /** A run with a known id keeps its place in the order. */
  put(run: SyncRun): void {
    this.#index(run, this.get(run.id));
    this.#runs.put(run);
  }

  forgetOldSettled(): void {
    if (this.#settled <= SETTLED_RUNS_KEPT) return;
    for (const run of this.all()) {
      if (isSettled(run)) this.#remove(run);
      if (this.#settled <= SETTLED_RUNS_KEPT) return;
    }
  }

  #index(run: SyncRun, before: SyncRun | undefined): void {
    if (before !== undefined && isSettled(before)) this.#settled -= 1;
    if (isSettled(run)) this.#settled += 1;
    if (before === undefined) this.#byDedupeKey.set(run.dedupeKey, run.id);
    const key = connectorKey(run);
    const siblings = this.#byConnector.get(key) ?? new Map<string, SyncRun>();
    this.#byConnector.set(key, siblings.set(run.id, run));
  }

  #remove(run: SyncRun): void {
    this.#settled -= 1;
    this.#runs.remove(run.id);
    if (this.#byDedupeKey.get(run.dedupeKey) === run.id) this.#byDedupeKey.delete(run.dedupeKey);
    const siblings = this.#byConnector.get(connectorKey(run));
    siblings?.delete(run.id);
    if (siblings?.size === 0) this.#byConnector.delete(connectorKey(run));
  }
}

function isSettled(run: SyncRun): boolean {
  return run.state !== 'asking';
}
