import { z } from 'zod';
import { type App, type Connector, type ConnectorRef, isConnectorId, type SyncState } from '../../domain/connector.ts';
import { C1Unavailable, ConnectorGone } from '../../domain/errors.ts';
import { jsonObject } from './json-object.ts';
import { timestampMs } from './timestamp.ts';

/** Every field of C1's schemas may be null or missing; one that is of another type is treated as missing. */
const Text = z.string().nullish().catch(null);
const Time = Text.transform(timestampMs);

const AppJson = z.object({ id: Text, displayName: Text, deletedAt: Time });

const StatusJson = z
  .object({ status: Text, startedAt: Time, completedAt: Time, updatedAt: Time, lastError: Text })
  .nullish()
  .catch(null);

/** `{cronSpec, timezone, start}`; what it began with does not say when it is due. */
const ScheduleJson = z.object({ cronSpec: Text, timezone: Text }).nullish().catch(null);

const ConnectorJson = z.object({
  id: Text,
  displayName: Text,
  status: StatusJson,
  syncDisabledAt: Time,
  syncDisabledReason: Text,
  connectorSyncCronSchedule: ScheduleJson,
  deletedAt: Time,
});

const ViewJson = z.object({ connector: ConnectorJson });
const PageJson = z.object({ list: z.array(z.unknown()).nullable(), nextPageToken: Text });
const AnswerJson = z.object({ connectorView: ViewJson });

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
  return readPage(body, 'a list of apps', (entry) => {
    const { data: app } = AppJson.safeParse(entry);
    if (!app?.id || !isConnectorId(app.id) || app.deletedAt !== null) return [];
    return [{ id: app.id, name: app.displayName ?? '' }];
  });
}

/** Reads `{list: [{connector}], nextPageToken}`. @throws C1Unavailable */
export function readConnectors(body: string, appId: string): Page<Connector> {
  return readPage(body, 'a list of connectors', (entry) => {
    const { data: view } = ViewJson.safeParse(entry);
    if (!view?.connector.id || !isConnectorId(view.connector.id) || view.connector.deletedAt !== null) return [];
    return [toConnector(view.connector, { appId, connectorId: view.connector.id })];
  });
}

/** Reads `{connectorView: {connector}}`. @throws C1Unavailable if it is not that of `ref`, ConnectorGone if deleted */
export function readConnector(body: string, ref: ConnectorRef): Connector {
  const { connectorView } = parse(AnswerJson, body, 'a connector');
  const { connector } = connectorView;
  // What stands between us and C1 may answer with something cached; following the wrong connector would be worse.
  if (connector.id !== ref.connectorId) throw new C1Unavailable('C1 answered with another connector', 'maybe');
  if (connector.deletedAt !== null) throw new ConnectorGone('the connector is deleted');
  return toConnector(connector, ref);
}

function toConnector(json: z.infer<typeof ConnectorJson>, { appId, connectorId }: ConnectorRef): Connector {
  const { displayName, status, syncDisabledAt, syncDisabledReason, connectorSyncCronSchedule: schedule } = json;
  const state = status?.status ? (STATES.get(status.status) ?? 'unknown') : 'unspecified';
  return {
    appId,
    connectorId,
    name: displayName ?? '',
    status: {
      state,
      startedAt: status?.startedAt ?? null,
      completedAt: status?.completedAt ?? null,
      updatedAt: status?.updatedAt ?? null,
      lastError: status?.lastError || null,
    },
    paused:
      syncDisabledAt !== null || state === 'disabled'
        ? { since: syncDisabledAt, reason: syncDisabledReason || null }
        : null,
    schedule: schedule?.cronSpec ? { cron: schedule.cronSpec, timeZone: schedule.timezone || null } : null,
  };
}

function readPage<T>(body: string, what: string, read: (entry: unknown) => readonly T[]): Page<T> {
  const { list, nextPageToken } = parse(PageJson, body, what);
  return { items: (list ?? []).flatMap(read), next: nextPageToken ?? '' };
}

function parse<T>(schema: z.ZodType<T>, body: string, what: string): T {
  const { data, error } = schema.safeParse(jsonObject(body));
  if (error === undefined) return data;
  const field = error.issues[0]?.path.join('.') || 'body';
  throw new C1Unavailable(`C1 answered ${what} whose ${field} is not as documented`, 'maybe');
}
