import { describe, expect, it } from 'vitest';
import { hostileCatalog } from '../../../sandbox/c1/catalog-hostile.ts';
import type { C1Sandbox } from '../../../sandbox/c1/server.ts';
import { CONNECTOR, call, manualClock, running, SMALL } from './harness.ts';

const many = (n: number) => [
  {
    id: 'app1',
    displayName: 'x',
    connectors: Array.from({ length: n }, (_, i) => ({ id: `c${i}`, displayName: 'x' })),
  },
  {
    id: 'app2',
    displayName: 'y',
    connectors: Array.from({ length: n }, (_, i) => ({ id: `d${i}`, displayName: 'y' })),
  },
];
const LIST = '/api/v1/apps/app1/connectors';

describe('a page', () => {
  it.each(['x', '1e2', '2.5', '99999999999'])('of size %j is a 400', async (size) => {
    const answer = await call(await running(), `/api/v1/apps?page_size=${size}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 3 } });
  });
  it.each(['x', '25', 'MjU', Buffer.from('25.seal').toString('base64url')])('at token %j is a 400', async (token) => {
    const answer = await call(await running(), `/api/v1/apps?page_token=${token}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 3 } });
  });
  it('at the token of another collection is a 400', async () => {
    const c1 = await running({ apps: many(30) });
    const { body } = await call(c1, LIST);
    const other = `/api/v1/apps/app2/connectors?page_token=${body.nextPageToken}`;
    expect(await call(c1, other)).toMatchObject({ status: 400 });
  });
  it.each([
    ['', 25],
    ['?page_size=0', 25],
    ['?page_size=1', 10],
    ['?page_size=-3', 10],
    ['?page_size=10', 10],
    ['?page_size=100', 100],
    ['?page_size=1000', 100],
    ['?pageSize=100', 25],
  ])('asked for as %j holds %i', async (query, held) => {
    const { body } = await call(await running({ apps: many(120) }), LIST + query);
    expect(body.list).toHaveLength(held);
  });
  it('that is the last has an empty nextPageToken', async () => {
    const { body } = await call(await running({ apps: many(25) }), LIST);
    expect(body).toMatchObject({ list: { length: 25 }, nextPageToken: '' });
  });
  it('token stays good when the size changes', async () => {
    const c1 = await running({ apps: many(120) });
    const { body } = await call(c1, `${LIST}?page_size=10`);
    const next = await call(c1, `${LIST}?page_size=100&page_token=${body.nextPageToken}`);
    expect(next.body.list[0].connector.id).toBe('c10');
  });
});

describe('the shapes of the API', () => {
  it('apps: {list, nextPageToken}', async () => {
    const { body } = await call(await running({ apps: SMALL }), '/api/v1/apps');
    expect(body).toEqual({ list: [expect.objectContaining({ id: 'app1', displayName: 'Okta' })], nextPageToken: '' });
  });
  it('one app: {app}', async () => {
    const { body } = await call(await running({ apps: SMALL }), '/api/v1/apps/app1');
    expect(body).toEqual({ app: expect.objectContaining({ id: 'app1', displayName: 'Okta' }) });
  });
  it('connectors: the connector is nested', async () => {
    const { body } = await call(await running({ apps: SMALL }), LIST);
    const connector = expect.objectContaining({ id: 'con1', appId: 'app1', displayName: 'Okta Production' });
    expect(body).toEqual({
      list: [{ connector, appPath: null, capabilitiesPath: null, usersPath: null }],
      expanded: [],
      nextPageToken: '',
    });
  });
  it('one connector: {connectorView: {connector}, expanded}', async () => {
    const { body } = await call(await running({ apps: SMALL }), CONNECTOR);
    expect(body).toEqual({
      connectorView: expect.objectContaining({ connector: expect.objectContaining({ id: 'con1' }) }),
      expanded: [],
    });
  });
  it('a schedule: {cronSpec, timezone, start}, or null', async () => {
    const schedule = { cronSpec: '0 3 * * *', timezone: 'Europe/Amsterdam', start: Date.UTC(2026, 0, 5) };
    const connectors = [
      { id: 'con1', displayName: 'x', schedule },
      { id: 'con2', displayName: 'y' },
    ];
    const c1 = await running({ apps: [{ id: 'app1', displayName: 'Okta', connectors }] });
    const { body } = await call(c1, LIST);
    const shown = body.list.map(({ connector }: { connector: object }) => connector);
    expect(shown).toMatchObject([
      { connectorSyncCronSchedule: { ...schedule, start: '2026-01-05T00:00:00.000456789Z' } },
      { connectorSyncCronSchedule: null },
    ]);
  });
  it('any field may be null or odd', async () => {
    const odd = { id: 'con1', displayName: null, status: null, fields: { createdAt: null, appId: null, extra: 1 } };
    const c1 = await running({ apps: [{ id: 'app1', displayName: null, connectors: [odd] }] });
    const { body } = await call(c1, CONNECTOR);
    const { connector } = body.connectorView;
    expect(connector).toMatchObject({ displayName: null, status: null, createdAt: null, appId: null, extra: 1 });
  });
  it('the Date header and every timestamp run with the skew', async () => {
    const clock = manualClock(Date.UTC(2026, 10, 2, 12));
    const c1 = await running({ clock, apps: SMALL, settings: { skewMs: 600_000 } });
    c1.setStatus({ appId: 'app1', connectorId: 'con1' }, { startedAt: clock.now() });
    const { headers, body } = await call(c1, CONNECTOR);
    expect(headers.get('date')).toBe('Mon, 02 Nov 2026 12:10:00 GMT');
    expect(body.connectorView.connector.status.startedAt).toBe('2026-11-02T12:10:00.000456789Z');
  });
});

describe('a big tenant', () => {
  const readAll = async (c1: C1Sandbox) => {
    const names: unknown[] = [];
    const apps = (await pages(c1, '/api/v1/apps')).map((app) => String(app.id));
    for (const id of apps) {
      const views = await pages(c1, `/api/v1/apps/${id}/connectors`);
      names.push(...views.map((view) => (view.connector as { displayName: unknown }).displayName));
    }
    return names;
  };
  const pages = async (c1: C1Sandbox, path: string) => {
    const all: Record<string, unknown>[] = [];
    let token = '';
    do {
      const { body } = await call(c1, `${path}?page_size=100&page_token=${token}`);
      all.push(...body.list);
      token = body.nextPageToken;
    } while (token !== '');
    return all;
  };
  it('of 5,000 hostile names is read to its end, unchanged', async () => {
    const c1 = await running();
    const apps = hostileCatalog(5_000);
    c1.setConnectors(apps);
    expect(await readAll(c1)).toEqual(apps.flatMap((app) => app.connectors.map((one) => one.displayName)));
  });
  it('of 50,000 is read to its end', { timeout: 60_000 }, async () => {
    const c1 = await running({ apps: hostileCatalog(50_000) });
    expect(await readAll(c1)).toHaveLength(50_000);
  });
});
