import { expect, it } from 'vitest';
import { json, newClient, passTime, REF, reset, startC1, tokenAnswer } from './loopback-c1.ts';

it('warmUp leaves a token and a connection behind, and the next call makes neither', async () => {
  const c1 = await startC1();
  const { client } = newClient(c1.url);
  await client.warmUp();
  expect([c1.grants.length, c1.calls.length, c1.connections]).toEqual([1, 0, 1]);
  await client.forceSync(REF);
  expect([c1.grants.length, c1.calls.length, c1.connections]).toEqual([1, 1, 1]);
});

it('warmUp asks nothing of C1 when all is warm', async () => {
  const c1 = await startC1();
  const { client } = newClient(c1.url);
  await client.forceSync(REF);
  await client.warmUp();
  expect([c1.grants.length, c1.calls.length]).toEqual([1, 1]);
});

it('warmUp with a ready token asks nothing at all', async () => {
  const c1 = await startC1();
  const { client } = newClient(c1.url, { credential: { kind: 'access_token', token: 'ready' } });
  await client.warmUp();
  expect(c1.connections).toBe(0);
});

it.each([
  ['refuses the credential', 401],
  ['fails', 503],
  ['cuts the connection', 0],
])('warmUp resolves when C1 %s, and is tried anew next time', async (_, status) => {
  const c1 = await startC1();
  c1.grant = (_request, response) => (status ? json(response, status, {}) : reset(response.socket));
  const { client, clock } = newClient(c1.url);
  expect((await passTime(client.warmUp(), clock)).error).toBeUndefined();
  c1.grant = (_request, response) => json(response, 200, tokenAnswer('t'));
  await client.warmUp();
  await client.forceSync(REF);
  expect(c1.calls).toHaveLength(1);
});

it.each([
  ['is reused while the server keeps it', 60_000, 1],
  ['is not reused when the server says it is about to close it', 1000, 3],
])('a connection %s', async (_, keepAliveTimeout, connections) => {
  const c1 = await startC1();
  c1.server.keepAliveTimeout = keepAliveTimeout;
  const { client } = newClient(c1.url, { credential: { kind: 'access_token', token: 'ready' } });
  for (let i = 0; i < 3; i += 1) await client.forceSync(REF);
  expect(c1.connections).toBe(connections);
});

// One second of real time: the header knows no smaller unit, and Node keeps a second's distance from it.
it('an idle connection is closed by us before the server would', async () => {
  const c1 = await startC1();
  c1.server.keepAliveTimeout = 2000;
  const closedBy = new Promise((resolve) =>
    c1.server.on('connection', (socket) => socket.on('end', () => resolve('us')).on('close', () => resolve('C1'))),
  );
  await newClient(c1.url, { credential: { kind: 'access_token', token: 'ready' } }).client.forceSync(REF);
  expect(await closedBy).toBe('us');
});

it('each call leaves one line at debug: method, path template, ids, status, ms', async () => {
  const c1 = await startC1();
  const { client, lines } = newClient(c1.url);
  await client.forceSync(REF);
  expect(lines).toEqual([
    { level: 'debug', message: 'asked C1', fields: { method: 'POST', path: '/auth/v1/token', status: 200, ms: 0 } },
    {
      level: 'debug',
      message: 'asked C1',
      fields: {
        method: 'POST',
        path: '/api/v1/apps/{app_id}/connectors/{connector_id}/force_sync',
        ...REF,
        status: 200,
        ms: 0,
      },
    },
  ]);
});

it('each repetition leaves one line at warn, with its reason and its wait', async () => {
  const c1 = await startC1((_, response, nth) => json(response, nth === 1 ? 503 : 200, { list: [] }));
  const { client, clock, lines } = newClient(c1.url);
  await passTime(client.listApps(), clock);
  expect(lines.filter(({ level }) => level === 'warn')).toEqual([
    {
      level: 'warn',
      message: 'asking C1 again',
      fields: { method: 'GET', path: '/api/v1/apps', attempt: 1, waitMs: 500, why: 'answered 503' },
    },
  ]);
});
