import { describe, expect, it } from 'vitest';
import { json, newClient, REF, type Reply, reasonOf, startC1 } from './loopback-c1.ts';

const credential = { kind: 'access_token', token: 'ready' } as const;
const AT = '2026-01-02T03:04:05Z';
const AT_MS = Date.parse(AT);

async function clientFor(reply: Reply) {
  const c1 = await startC1(reply);
  return { c1, ...newClient(c1.url, { credential }) };
}

describe('a list', () => {
  it.each([
    ['HTML', '<html></html>'],
    ['nothing', ''],
    ['half of one', '{"list":['],
    ['an array', '[]'],
    ['no list', '{"nextPageToken":""}'],
    ['a list that is none', '{"list":{}}'],
  ])('answered with %s is no answer', async (_, body) => {
    const { client } = await clientFor((_request, response) => void response.end(body));
    expect(await reasonOf(client.listApps())).toMatchObject({ code: 'c1_unavailable', reached: 'maybe' });
    expect(await reasonOf(client.listConnectors('a'))).toMatchObject({ code: 'c1_unavailable' });
  });

  it('names the field that is wrong', async () => {
    const { client } = await clientFor((_, response) => json(response, 200, { list: 3 }));
    expect(String(await reasonOf(client.listApps()))).toContain('a list of apps whose list is not as documented');
  });

  it.each([
    ['at once', () => 'same'],
    ['after a while', (nth: number) => `t${nth % 3}`],
  ])('whose page token repeats %s is an error, not a part of the list', async (_, next) => {
    const { client, c1 } = await clientFor((_request, response, nth) =>
      json(response, 200, { list: [{ id: `a${nth}` }], nextPageToken: next(nth) }),
    );
    expect(await reasonOf(client.listApps())).toMatchObject({ code: 'c1_unavailable' });
    expect(c1.calls.length).toBeLessThanOrEqual(4);
  });

  it('that never ends is an error', async () => {
    const { client, c1 } = await clientFor((_, response, nth) =>
      json(response, 200, { list: [], nextPageToken: `t${nth}` }),
    );
    expect(String(await reasonOf(client.listApps()))).toContain('more than 1000 pages');
    expect(c1.calls).toHaveLength(1000);
  });

  it('that is gone is not a connector that is gone, when it is the list of apps', async () => {
    const { client } = await clientFor((_, response) => json(response, 404, {}));
    expect(await reasonOf(client.listApps())).toMatchObject({ code: 'c1_rejected' });
    expect(await reasonOf(client.listConnectors('a'))).toMatchObject({ code: 'c1_not_found' });
  });

  it('is read to its last page, 100 at a time', async () => {
    const { client, c1 } = await clientFor((_, response, nth) =>
      json(response, 200, {
        list: [{ id: `a${nth}`, displayName: `App ${nth}` }],
        nextPageToken: nth < 3 ? `n&${nth}` : '',
      }),
    );
    expect(await client.listApps()).toEqual([1, 2, 3].map((n) => ({ id: `a${n}`, name: `App ${n}` })));
    expect(c1.calls.map(({ url }) => url)).toEqual([
      '/api/v1/apps?page_size=100',
      '/api/v1/apps?page_size=100&page_token=n%261',
      '/api/v1/apps?page_size=100&page_token=n%262',
    ]);
    expect(c1.calls[0]).toMatchObject({ method: 'GET', body: '', headers: { authorization: 'Bearer ready' } });
  });

  it('may be null, and its token missing', async () => {
    const { client } = await clientFor((_, response) => json(response, 200, { list: null }));
    expect(await client.listApps()).toEqual([]);
  });

  it('leaves out what is deleted or has no usable id', async () => {
    const list = [
      null,
      'x',
      {},
      { id: null },
      { id: '' },
      { id: 'a/b' },
      { id: 7 },
      { id: 'gone', deletedAt: AT },
      { id: 'here', deletedAt: '0001-01-01T00:00:00Z', displayName: null },
    ];
    const { client } = await clientFor((_, response) => json(response, 200, { list }));
    expect(await client.listApps()).toEqual([{ id: 'here', name: '' }]);
  });

  it('of connectors holds each of them one level down, under the app it was asked for', async () => {
    const list = [
      { connector: { id: 'c1', appId: 'a', displayName: 'Okta' }, appPath: 'x' },
      { connector: { id: 'c2', appId: null, displayName: null } },
      { connector: { id: 'c3', deletedAt: AT } },
      { connector: null },
      { id: 'not-nested' },
    ];
    const { client, c1 } = await clientFor((_, response) => json(response, 200, { list, nextPageToken: null }));
    const connectors = await client.listConnectors('a b'.replace(' ', '+'));
    expect(connectors.map(({ appId, connectorId, name }) => [appId, connectorId, name])).toEqual([
      ['a+b', 'c1', 'Okta'],
      ['a+b', 'c2', ''],
    ]);
    expect(c1.calls[0]?.url).toBe('/api/v1/apps/a%2Bb/connectors?page_size=100');
  });
});

describe('a connector', () => {
  const answer = (connector: object | null) => ({ connectorView: { connector }, expanded: [] });
  const read = async (connector: object) =>
    (await clientFor((_, response) => json(response, 200, answer({ id: 'con1', ...connector })))).client.getConnector(
      REF,
    );

  it.each([
    ['no view', {}],
    ['a view of nothing', answer(null)],
    ['another connector', answer({ id: 'con2' })],
    ['a connector without id', answer({ displayName: 'x' })],
    ['a list', { list: [] }],
  ])('answered with %s is no answer', async (_, body) => {
    const { client } = await clientFor((_request, response) => json(response, 200, body));
    expect(await reasonOf(client.getConnector(REF))).toMatchObject({ code: 'c1_unavailable' });
  });

  it('that is deleted is gone', async () => {
    expect(await reasonOf(read({ deletedAt: AT }))).toMatchObject({ code: 'c1_not_found' });
  });

  it('may have every field null', async () => {
    const nothing = {
      displayName: null,
      status: null,
      syncDisabledAt: null,
      syncDisabledReason: null,
      connectorSyncCronSchedule: null,
      deletedAt: null,
    };
    const expected = {
      ...REF,
      name: '',
      status: { state: 'unspecified', startedAt: null, completedAt: null, updatedAt: null, lastError: null },
      paused: null,
      schedule: null,
    };
    expect(await read(nothing)).toEqual(expected);
    expect(await read({})).toEqual(expected);
    expect(
      await read({ displayName: 7, status: 'odd', syncDisabledAt: {}, connectorSyncCronSchedule: 'daily' }),
    ).toEqual(expected);
  });

  it('is read as a whole', async () => {
    const connector = {
      displayName: 'Okta <prod>',
      parallelSyncWorkerCount: '4',
      connectorSyncCronSchedule: { cronSpec: '0 */4 * * *', timezone: 'Europe/Amsterdam', start: AT },
      status: {
        status: 'SYNC_STATUS_ERROR',
        startedAt: AT,
        completedAt: '2026-01-02T03:04:05.123456789Z',
        updatedAt: '2026-01-02T05:04:05+02:00',
        lastError: 'boom',
      },
    };
    expect(await read(connector)).toEqual({
      ...REF,
      name: 'Okta <prod>',
      status: { state: 'error', startedAt: AT_MS, completedAt: AT_MS + 123, updatedAt: AT_MS, lastError: 'boom' },
      paused: null,
      schedule: { cron: '0 */4 * * *', timeZone: 'Europe/Amsterdam' },
    });
  });

  it.each([
    ['SYNC_STATUS_UNSPECIFIED', 'unspecified'],
    ['SYNC_STATUS_RUNNING', 'running'],
    ['SYNC_STATUS_DONE', 'done'],
    ['SYNC_STATUS_ERROR', 'error'],
    ['SYNC_STATUS_DISABLED', 'disabled'],
    ['SYNC_STATUS_ERRORED_NO_DATA', 'unknown'],
    ['toString', 'unknown'],
    [null, 'unspecified'],
  ])('with status %s is %s', async (status, state) => {
    expect((await read({ status: { status } })).status.state).toBe(state);
  });

  it.each([
    [null, null],
    ['', null],
    ['yesterday', null],
    ['1', null],
    ['2026-13-45T99:99:99Z', null],
    ['2026-01-02 03:04:05Z', null],
    ['2026-01-02T03:04:05', null],
    ['0001-01-01T00:00:00Z', null],
    ['1970-01-01T00:00:00Z', null],
    ['2026-01-02t03:04:05z', AT_MS],
    ['2026-01-02T03:04:05.1Z', AT_MS + 100],
    [1_767_323_045, null],
  ])('with the time %j has %j', async (startedAt, ms) => {
    expect((await read({ status: { startedAt } })).status.startedAt).toBe(ms);
  });

  it('is paused when it says since when, or when its status is disabled', async () => {
    expect((await read({ syncDisabledAt: AT, syncDisabledReason: 'halved' })).paused).toEqual({
      since: AT_MS,
      reason: 'halved',
    });
    expect((await read({ status: { status: 'SYNC_STATUS_DISABLED' }, syncDisabledReason: '' })).paused).toEqual({
      since: null,
      reason: null,
    });
    expect((await read({ syncDisabledReason: 'left over' })).paused).toBeNull();
  });

  it.each([
    [
      { cronSpec: '0 3 * * *', timezone: null, start: null },
      { cron: '0 3 * * *', timeZone: null },
    ],
    [
      { cronSpec: '0 3 * * *', timezone: '' },
      { cron: '0 3 * * *', timeZone: null },
    ],
    [{ cronSpec: '', timezone: 'UTC' }, null],
    [{ cronSpec: null, timezone: 'UTC', start: AT }, null],
    [{ cronSpec: 60 }, null],
    [{}, null],
  ])('with the schedule %j syncs by %j', async (connectorSyncCronSchedule, schedule) => {
    expect((await read({ connectorSyncCronSchedule })).schedule).toEqual(schedule);
  });
});
