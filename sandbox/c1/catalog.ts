import type { SyncTimes } from './sync-changes.ts';
import { NEVER_SYNCED, type Pause, type SyncLife, type SyncStatus, type SyncTask } from './sync-life.ts';

/** The two ids of a connector, as the API's paths have them. */
export interface ConnectorRef {
  readonly appId: string;
  readonly connectorId: string;
}

/** `connectorSyncCronSchedule` of the API (c1-api 4.2). It is only shown: nothing starts by it. */
export interface SyncSchedule {
  readonly cronSpec: string;
  /** An IANA name; null: the API shows none. */
  readonly timezone: string | null;
  /** Milliseconds by the time source; null: the API shows none. */
  readonly start: number | null;
}

/** A connector to put into the tenant. Times are milliseconds by the time source. */
export interface CatalogConnector {
  readonly id: string;
  readonly displayName: string | null;
  readonly description?: string;
  /** Default: never synced. null: the API shows no status. */
  readonly status?: Partial<SyncStatus> | null;
  readonly pause?: Pause;
  /** Default: the API shows none. */
  readonly schedule?: SyncSchedule;
  readonly task?: SyncTask;
  readonly deletedAt?: number;
  readonly times?: Partial<SyncTimes>;
  /** Printed over the fields of the API's connector: every one of them may be null or odd (c1-api 4.8). */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface CatalogApp {
  readonly id: string;
  readonly displayName: string | null;
  readonly description?: string;
  readonly deletedAt?: number;
  readonly connectors: readonly CatalogConnector[];
  /** Printed over the fields of the API's app. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface ConnectorEntry {
  readonly ref: ConnectorRef;
  readonly made: CatalogConnector;
  life: SyncLife;
  times: Partial<SyncTimes>;
}

export interface AppEntry {
  readonly made: CatalogApp;
  readonly connectors: readonly ConnectorEntry[];
  readonly byId: ReadonlyMap<string, ConnectorEntry>;
}

/** What the tenant holds; found by id in one step, listed in the order given. */
export interface Catalog {
  readonly apps: readonly AppEntry[];
  app(appId: string): AppEntry | undefined;
  connector(ref: ConnectorRef): ConnectorEntry | undefined;
}

export function createCatalog(made: readonly CatalogApp[]): Catalog {
  const apps = made.map(appEntry);
  const byId = uniqueById(apps, (app) => app.made.id);
  return {
    apps,
    app: (appId) => byId.get(appId),
    connector: (ref) => byId.get(ref.appId)?.byId.get(ref.connectorId),
  };
}

function appEntry(made: CatalogApp): AppEntry {
  const connectors = made.connectors.map((connector) => connectorEntry(made.id, connector));
  return { made, connectors, byId: uniqueById(connectors, (connector) => connector.made.id) };
}

function connectorEntry(appId: string, made: CatalogConnector): ConnectorEntry {
  const before = made.status === null ? null : { ...NEVER_SYNCED, ...made.status };
  return {
    ref: { appId, connectorId: made.id },
    made,
    life: { before, pause: made.pause ?? null, task: made.task ?? null, nextEnd: null },
    times: made.times ?? {},
  };
}

function uniqueById<T>(entries: readonly T[], idOf: (entry: T) => string): ReadonlyMap<string, T> {
  const byId = new Map<string, T>();
  for (const entry of entries) {
    const id = idOf(entry);
    if (id === '' || byId.has(id)) throw new Error(`empty or second id "${id}" in the catalogue`);
    byId.set(id, entry);
  }
  return byId;
}
