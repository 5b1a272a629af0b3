import pLimit from 'p-limit';
import { type App, type Connector, type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import { C1SyncError } from '../domain/errors.ts';
import { nameConnector, tellApart } from '../domain/label.ts';
import { mentioned } from '../domain/mentioned.ts';
import { search, theOneMeant } from '../domain/search.ts';
import { SearchText } from '../domain/search-text.ts';
import type { C1 } from '../ports/c1.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

const MINUTE = 60_000;
/** C1 has no call that lists all connectors, so one reading costs a call for each app: not more often than this. */
const REFRESH_EVERY = 5 * MINUTE;
/** Somebody who opens the modal gets a reading no older than this, a moment later. */
const STALE_AFTER = MINUTE;
const FIRST_RETRY = 2_000;
const APPS_AT_ONCE = 4;
/** While the first reading runs, what has been read so far is shown this often, and not before it has grown by half. */
const SHOW_PART_EVERY = 1_000;
const GROWN = 1.5;

type Admits = (connector: NamedConnector) => boolean;

/** How far the index is: `loading` until the first reading ended, `failed` when it could not be read even once. */
export type IndexState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: C1SyncError }
  | { readonly kind: 'ready'; readonly readAt: number };

export interface ConnectorIndexParts {
  readonly c1: C1;
  readonly clock: Clock;
  readonly log: Log;
  /** Told when a reading of all begins and ends. */
  readonly onReading?: (isReading: boolean) => void;
}

/** Every connector of the tenant in memory, read again in the background; searches never wait for C1. */
export class ConnectorIndex {
  readonly #c1: C1;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onReading: NonNullable<ConnectorIndexParts['onReading']>;
  #state: IndexState = { kind: 'loading' };
  #apps: ReadonlyMap<string, App> = new Map();
  #connectors = new Map<string, NamedConnector>();
  #searchText = new SearchText([]);
  #reading: Promise<void> | undefined;
  readonly #stopped = new AbortController();

  constructor({ c1, clock, log, onReading = () => undefined }: ConnectorIndexParts) {
    this.#c1 = c1;
    this.#onReading = onReading;
    this.#clock = clock;
    this.#log = log;
  }

  /** Reads now and then every five minutes, until {@link stop}. Resolves when it has stopped; never rejects. */
  async run(): Promise<void> {
    let failures = 0;
    while (!this.#stopped.signal.aborted) {
      await this.refresh();
      failures = this.#state.kind === 'ready' ? 0 : failures + 1;
      const wait = failures === 0 ? REFRESH_EVERY : Math.min(FIRST_RETRY * 2 ** (failures - 1), MINUTE);
      await this.#clock.sleep(wait, this.#stopped.signal).catch(() => undefined);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  state(): IndexState {
    return this.#state;
  }

  /** Reads C1 once, unless a reading is under way: then it is that one. Never rejects; see {@link state}. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
      this.#onReading(false);
    });
    return this.#reading;
  }

  refreshIfStale(): void {
    if (this.#state.kind === 'ready' && this.#clock.now() - this.#state.readAt < STALE_AFTER) return;
    void this.refresh();
  }

  /** Waits for the first reading to end, at most `ms`. */
  async loaded(ms: number): Promise<void> {
    if (this.#state.kind !== 'loading') return;
    const waited = new AbortController();
    const limit = this.#clock.sleep(ms, waited.signal).catch(() => undefined);
    await Promise.race([this.refresh(), limit]);
    waited.abort();
  }

  search(words: string, limit: number, admits?: Admits): NamedConnector[] {
    return search(this.#searchText, words, limit, admits).map((connector) => this.find(connector) ?? connector);
  }

  theOneMeant(words: string, admits: Admits): NamedConnector | undefined {
    return theOneMeant(this.#searchText, words, admits);
  }

  /** As `mentioned` in domain/mentioned.ts says. */
  mentioned(text: string, admits: Admits): NamedConnector[] {
    return mentioned(this.#searchText, text, admits).map((connector) => this.find(connector) ?? connector);
  }

  find(ref: ConnectorRef): NamedConnector | undefined {
    return this.#connectors.get(connectorKey(ref));
  }

  apps(): Iterable<App> {
    return this.#apps.values();
  }

  get size(): number {
    return this.#connectors.size;
  }

  /**
   * Takes a fresher reading of one connector; its name stays as it was until the next reading of all.
   * @param seenAt when the reading began: an answer that took long shows what was, not what is
   */
  note(fresh: Connector, seenAt = this.#clock.now()): NamedConnector | undefined {
    const known = this.find(fresh);
    if (known === undefined || seenAt < known.seenAt) return known;
    const noted = { ...known, status: fresh.status, paused: fresh.paused, seenAt };
    this.#connectors.set(connectorKey(fresh), noted);
    return noted;
  }

  async #read(): Promise<void> {
    const signal = this.#stopped.signal;
    this.#onReading(true);
    try {
      const apps = new Map((await this.#c1.listApps(signal)).map((app) => [app.id, app]));
      const connectors = await this.#readApps(apps, signal);
      this.#show(apps, connectors);
      this.#state = { kind: 'ready', readAt: this.#clock.now() };
      this.#log.info(
        { apps: apps.size, connectors: connectors.length },
        'the list of connectors has been read from C1',
      );
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof C1SyncError)) throw error;
      if (this.#state.kind !== 'ready') this.#state = { kind: 'failed', error };
      this.#log.warn({ err: error }, 'the list of connectors could not be read from C1; the last one stays in use');
    }
  }

  /** @throws the first C1SyncError if no app could be read. */
  async #readApps(apps: ReadonlyMap<string, App>, signal: AbortSignal): Promise<NamedConnector[]> {
    const all: NamedConnector[] = [];
    const failures: C1SyncError[] = [];
    const atOnce = pLimit(APPS_AT_ONCE);
    let shownAt = this.#clock.now();
    const one = async (app: App): Promise<void> => {
      try {
        const connectors = await this.#c1.listConnectors(app.id, signal);
        const seenAt = this.#clock.now();
        for (const connector of connectors) all.push(nameConnector(connector, app, seenAt));
      } catch (error) {
        if (!(error instanceof C1SyncError) || signal.aborted) throw error;
        failures.push(error);
        // An app that cannot be read this time keeps what was known of it: a passing fault must not hide connectors.
        for (const known of this.#connectors.values()) {
          if (known.appId === app.id) all.push(nameConnector(known, app, known.seenAt));
        }
      }
      if (this.#state.kind === 'ready' || this.#clock.now() - shownAt < SHOW_PART_EVERY) return;
      // Showing costs as much as there is: each time a little more would take longer than the reading itself.
      if (all.length < this.size * GROWN) return;
      shownAt = this.#clock.now();
      this.#show(apps, all);
    };
    await Promise.all([...apps.values()].map((app) => atOnce(one, app)));
    const [first] = failures;
    if (first !== undefined && failures.length === apps.size) throw first;
    if (first !== undefined) {
      this.#log.warn({ err: first, failed: failures.length }, 'the connectors of some apps could not be read from C1');
    }
    return all;
  }

  #show(apps: ReadonlyMap<string, App>, connectors: readonly NamedConnector[]): void {
    const named = tellApart(connectors);
    this.#searchText = new SearchText(named);
    this.#apps = apps;
    this.#connectors = new Map(named.map((connector) => [connectorKey(connector), connector]));
  }
}
