import { createHash } from 'node:crypto';
import type { CatalogApp, CatalogConnector, SyncSchedule } from './catalog.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The tenant of a company like any other, as it looks at `now`. Nine apps, one deleted; fifteen connectors. */
export function demoCatalog(now: number): CatalogApp[] {
  const done = (name: string, ago: number, took: number): CatalogConnector => ({
    id: demoId(`connector ${name}`),
    displayName: name,
    status: {
      status: 'SYNC_STATUS_DONE',
      startedAt: now - ago - took,
      completedAt: now - ago,
      updatedAt: now - ago,
    },
    schedule: scheduleThatFits(ago, now),
  });
  const failed = (name: string, ago: number, lastError: string): CatalogConnector => ({
    ...done(name, ago + DAY, 6 * MINUTE),
    status: {
      status: 'SYNC_STATUS_ERROR',
      startedAt: now - ago - MINUTE,
      completedAt: now - ago - DAY,
      updatedAt: now - ago,
      lastError,
    },
  });
  const paused = (name: string, ago: number, reason: string): CatalogConnector => ({
    ...done(name, ago, 9 * MINUTE),
    status: { ...done(name, ago, 9 * MINUTE).status, status: 'SYNC_STATUS_DISABLED' },
    pause: { at: now - ago, reason, category: 'SYNC_DISABLED_CATEGORY_DATA_DROP' },
  });
  const running = (name: string, since: number, left: number): CatalogConnector => ({
    ...done(name, since + DAY, 11 * MINUTE),
    task: { startsAt: now - since, endsAt: now + left, end: { status: 'SYNC_STATUS_DONE' } },
  });
  return [
    app('Okta', [done('Okta Production', 42 * MINUTE, 4 * MINUTE), done('Okta Preview', 3 * HOUR, 90_000)]),
    app('GitHub', [
      done('GitHub Enterprise', 25 * MINUTE, 2 * MINUTE),
      failed('GitHub Cloud', 2 * HOUR, 'rate limit exceeded for installation 48213377'),
    ]),
    app('AWS', [
      done('AWS Organization', 55 * MINUTE, 13 * MINUTE),
      // Two of one name: only the ids tell them apart.
      { ...done('AWS Sandbox', 5 * HOUR, 3 * MINUTE), id: demoId('connector AWS Sandbox 1') },
      { ...done('AWS Sandbox', 9 * HOUR, 4 * MINUTE), id: demoId('connector AWS Sandbox 2') },
    ]),
    app('Google Workspace', [done('Google Workspace', 12 * MINUTE, 5 * MINUTE)]),
    app('Salesforce', [
      done('Salesforce', 31 * MINUTE, 7 * MINUTE),
      { ...done('Salesforce EU', 30 * DAY, 7 * MINUTE), deletedAt: now - 12 * DAY },
    ]),
    app('Snowflake', [
      paused('Snowflake', 3 * DAY, 'The number of resources dropped by more than half'),
      { id: demoId('connector Snowflake Finance'), displayName: 'Snowflake Finance' },
    ]),
    app('Workday', [running('Workday', 4 * MINUTE, 6 * MINUTE), done('Workday Recruiting', 6 * HOUR, 21 * MINUTE)]),
    app('Figma', []),
    { ...app('Heroku', [done('Heroku', 90 * DAY, MINUTE)]), deletedAt: now - 60 * DAY },
  ];
}

/** Hourly, every four hours or in the morning: as often as somebody whose last sync ended so long ago can have. */
function scheduleThatFits(ago: number, now: number): SyncSchedule {
  if (ago < HOUR) return { cronSpec: '0 * * * *', timezone: null, start: null };
  if (ago < 4 * HOUR) return { cronSpec: '0 */4 * * *', timezone: 'UTC', start: now - 90 * DAY };
  return { cronSpec: '30 6 * * *', timezone: 'Europe/Amsterdam', start: now - 90 * DAY };
}

function app(name: string, connectors: readonly CatalogConnector[]): CatalogApp {
  return { id: demoId(`app ${name}`), displayName: name, connectors };
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 27 letters and digits like C1's, the same at every start. */
export function demoId(of: string): string {
  const bytes = [...createHash('sha256').update(of).digest()].slice(0, 26);
  return `2${bytes.map((byte) => BASE62[byte % 62]).join('')}`;
}
