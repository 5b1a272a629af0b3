import { type App, type Connector, type ConnectorRef, isConnectorId, type SyncState } from '../../domain/connector.ts';
import { C1Unavailable, ConnectorGone } from '../../domain/errors.ts';
import { asObject, type JsonObject, jsonObject } from './json-object.ts';
import { timestampMs } from './timestamp.ts';

/**
 * Every field of C1's schemas may be null or missing; one that is of another type is treated as missing. By hand, where
 * a library of shapes took most of the time and memory of reading a large tenant, and had nothing to refuse.
 */
function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function time(value: unknown): number | null {
  return timestampMs(text(value));
}

/** C1's enum, which is open: its own texts name values that its schema does not. */
const STATES: ReadonlyMap<string, SyncState> = new Map([
  ['SYNC_STATUS_UNSPECIFIED', 'unspecified'],
  ['SYNC_STATUS_RUNNING', 'running'],
  ['SYNC_STATUS_DONE', 'done'],
  ['SYNC_STATUS_ERROR', 'error'],
  ['SYNC_STATUS_DISABLED', 'disabled'],
]);

export interface Page<T> {
  readonly items: readonly T[];
  /** Empty on the last page. */
  readonly next: string;
}

/** Reads `{list: [App], nextPageToken}`. @throws C1Unavailable */
export function readApps(body: string): Page<App> {
  return readPage(body, 'a list of apps', (app) => {
    const id = text(app?.id);
    if (app === undefined || !id || !isConnectorId(id) || time(app.deletedAt) !== null) return undefined;
    return { id, name: text(app.displayName) ?? '' };
  });
}

/** Reads `{list: [{connector}], nextPageToken}`. @throws C1Unavailable */
export function readConnectors(body: string, appId: string): Page<Connector> {
  return readPage(body, 'a list of connectors', (view) => {
    const connector = asObject(view?.connector);
    const connectorId = text(connector?.id);
    if (connector === undefined || !connectorId || !isConnectorId(connectorId)) return undefined;
    return time(connector.deletedAt) === null ? toConnector(connector, { appId, connectorId }) : undefined;
  });
}

/** Reads `{connectorView: {connector}}`. @throws C1Unavailable if it is not that of `ref`, ConnectorGone if deleted */
export function readConnector(body: string, ref: ConnectorRef): Connector {
  const what = 'a connector';
  const { connectorView } = answer(body, what);
  const view = asObject(connectorView) ?? undocumented(what, 'connectorView');
  const connector = asObject(view.connector) ?? undocumented(what, 'connectorView.connector');
  // What stands between us and C1 may answer with something cached; following the wrong connector would be worse.
  if (connector.id !== ref.connectorId) throw new C1Unavailable('C1 answered with another connector', 'maybe');
  if (time(connector.deletedAt) !== null) throw new ConnectorGone('the connector is deleted');
  return toConnector(connector, ref);
}

function toConnector(json: JsonObject, { appId, connectorId }: ConnectorRef): Connector {
  const status = asObject(json.status);
  // `{cronSpec, timezone, start}`; what it began with does not say when it is due.
  const schedule = asObject(json.connectorSyncCronSchedule);
  const said = text(status?.status);
  const state = said ? (STATES.get(said) ?? 'unknown') : 'unspecified';
  const pausedSince = time(json.syncDisabledAt);
  const isPaused = pausedSince !== null || state === 'disabled';
  const cron = text(schedule?.cronSpec);
  return {
    appId,
    connectorId,
    name: text(json.displayName) ?? '',
    status: {
      state,
      startedAt: time(status?.startedAt),
      completedAt: time(status?.completedAt),
      updatedAt: time(status?.updatedAt),
      lastError: text(status?.lastError) || null,
    },
    paused: isPaused ? { since: pausedSince, reason: text(json.syncDisabledReason) || null } : null,
    schedule: cron ? { cron, timeZone: text(schedule?.timezone) || null } : null,
  };
}

function readPage<T>(body: string, what: string, read: (entry: JsonObject | undefined) => T | undefined): Page<T> {
  const { list, nextPageToken } = answer(body, what);
  if (list !== null && !Array.isArray(list)) return undocumented(what, 'list');
  const items = (list ?? []).map((entry: unknown) => read(asObject(entry))).filter((item) => item !== undefined);
  return { items, next: text(nextPageToken) ?? '' };
}

function answer(body: string, what: string): JsonObject {
  return jsonObject(body) ?? undocumented(what, 'body');
}

function undocumented(what: string, field: string): never {
  throw new C1Unavailable(`C1 answered ${what} whose ${field} is not as documented`, 'maybe');
}
