import type { AppEntry, ConnectorEntry } from './catalog.ts';
import { viewSync } from './sync-life.ts';
import { printTime } from './tenant-clock.ts';

/** A fixed birthday is enough for what nobody reads. */
const CREATED_AT = Date.UTC(2024, 2, 4, 9, 30);

/** The API's Connector (c1-api 4.2; conductorone-sdk-typescript shared/connector.ts). */
export function connectorJson({ ref, made, life }: ConnectorEntry, now: number, skewMs: number): object {
  const { status, pause } = viewSync(life, now);
  return {
    id: made.id,
    appId: ref.appId,
    catalogId: null,
    displayName: made.displayName,
    description: made.description ?? '',
    status: status && {
      status: status.status,
      startedAt: printTime(status.startedAt, skewMs),
      completedAt: printTime(status.completedAt, skewMs),
      updatedAt: printTime(status.updatedAt, skewMs),
      lastError: status.lastError,
    },
    syncDisabledAt: printTime(pause?.at, skewMs),
    syncDisabledReason: pause?.reason ?? null,
    syncDisabledCategory: pause?.category ?? null,
    canResumeSync: pause !== null,
    connectorSyncCronSchedule: made.schedule
      ? { ...made.schedule, start: printTime(made.schedule.start, skewMs) }
      : null,
    disableCheckBadSync: false,
    downloadUrl: null,
    oauthAuthorizedAs: null,
    profileAllowList: null,
    profileIgnoreList: null,
    userIds: null,
    createdAt: printTime(CREATED_AT, skewMs),
    updatedAt: printTime(CREATED_AT, skewMs),
    deletedAt: printTime(made.deletedAt, skewMs),
    ...made.fields,
  };
}

/** ConnectorView: the connector is nested, the rest are JSONPaths into `expanded` (c1-api 4.1). */
export function connectorViewJson(entry: ConnectorEntry, now: number, skewMs: number): object {
  return { connector: connectorJson(entry, now, skewMs), appPath: null, capabilitiesPath: null, usersPath: null };
}

/** The API's App; owners come empty from this call (c1-api 4.1). */
export function appJson({ made }: AppEntry, skewMs: number): object {
  return {
    id: made.id,
    displayName: made.displayName,
    description: made.description ?? '',
    appAccountName: null,
    isDirectory: false,
    isManuallyManaged: false,
    iconUrl: null,
    appOwners: [],
    // int64 is a string in protobuf JSON (c1-api 4.6).
    userCount: '0',
    createdAt: printTime(CREATED_AT, skewMs),
    updatedAt: printTime(CREATED_AT, skewMs),
    deletedAt: printTime(made.deletedAt, skewMs),
    ...made.fields,
  };
}
