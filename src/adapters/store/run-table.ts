import type { ConnectorRef } from '../../domain/connector.ts';
import { isOpen, type SyncRun } from '../../domain/sync-run.ts';
import type { Note } from './changes.ts';
import { Pages } from './pages.ts';
import { RunsByConnector } from './runs-by-connector.ts';

/** Runs with nothing left to do are forgotten beyond the newest of this many. Open ones are kept whatever their number. */
export const CLOSED_RUNS_KEPT = 1000;

/** Runs in the order they began, by id, connector and dedupe key; those with something left to do by themselves. */
export class RunTable {
  readonly #runs: Pages<SyncRun>;
  readonly #byConnector = new RunsByConnector();
  readonly #open = new Map<string, SyncRun>();
  readonly #openByConnector = new RunsByConnector();
  /** The last begun of each key: an earlier one with the same key was refused, or it would have stood in the way. */
  readonly #byDedupeKey = new Map<string, string>();
  #closed = 0;

  constructor(pages: Iterable<readonly SyncRun[]>, note?: Note) {
    this.#runs = new Pages(pages, note);
    for (const run of this.#runs.list()) this.#index(run, undefined);
  }

  get(id: string): SyncRun | undefined {
    return this.#runs.get(id);
  }

  all(): readonly SyncRun[] {
    return this.#runs.list();
  }

  of(ref: ConnectorRef): readonly SyncRun[] {
    return this.#byConnector.of(ref);
  }

  /** Those of one connector or of all. */
  open(ref?: ConnectorRef): readonly SyncRun[] {
    return ref === undefined ? [...this.#open.values()] : this.#openByConnector.of(ref);
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

  forgetOldClosed(): void {
    while (this.#closed > CLOSED_RUNS_KEPT) {
      const oldest = this.#oldestClosed();
      if (oldest === undefined) return;
      this.#remove(oldest);
    }
  }

  #oldestClosed(): SyncRun | undefined {
    for (const page of this.#runs) {
      const closed = page.find((run) => !isOpen(run));
      if (closed !== undefined) return closed;
    }
    return undefined;
  }

  #index(run: SyncRun, before: SyncRun | undefined): void {
    if (before === undefined) this.#byDedupeKey.set(run.dedupeKey, run.id);
    this.#byConnector.put(run);
    if (before !== undefined && !isOpen(before)) this.#closed -= 1;
    if (isOpen(run)) {
      this.#open.set(run.id, run);
      this.#openByConnector.put(run);
    } else {
      this.#closed += 1;
      this.#open.delete(run.id);
      this.#openByConnector.remove(run);
    }
  }

  #remove(closed: SyncRun): void {
    this.#closed -= 1;
    this.#runs.remove(closed.id);
    this.#byConnector.remove(closed);
    if (this.#byDedupeKey.get(closed.dedupeKey) === closed.id) this.#byDedupeKey.delete(closed.dedupeKey);
  }
}

/** @param runs in the order they began */
export function newestFirst(runs: readonly SyncRun[], limit: number): readonly SyncRun[] {
  return runs.slice(Math.max(0, runs.length - limit)).reverse();
}
