import { describe, expect, it } from 'vitest';
import { json, newClient, passTime, REF, type Reply, reasonOf, reset, startC1 } from './loopback-c1.ts';

describe.each(['pause', 'resume'] as const)('%s', (action) => {
  it('posts exactly {} with the token, to its own path', async () => {
    const c1 = await startC1();
    await newClient(c1.url).client[action](REF);
    expect(c1.calls).toHaveLength(1);
    expect(c1.calls[0]).toMatchObject({
      method: 'POST',
      url: `/api/v1/apps/app1/connectors/con1/${action}`,
      body: '{}',
      headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
    });
  });

  const unclear: [string, Reply][] = [
    ['a 503', (_, response) => json(response, 503, {})],
    ['a 504 with Retry-After', (_, response) => json(response, 504, {}, { 'retry-after': '1' })],
    ['HTML under a 200', (_, response) => void response.writeHead(200).end('<html>Hi</html>')],
    ['nothing under a 204', (_, response) => void response.writeHead(204).end()],
    ['a cut connection', (_, response) => reset(response.socket)],
  ];

  it.each(unclear)('takes %s for an unclear end and sends nothing again', async (_, reply) => {
    const c1 = await startC1(reply);
    const { client, clock } = newClient(c1.url);
    const { error, waits } = await passTime(client[action](REF), clock);
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'maybe' });
    expect(waits).toEqual([]);
    expect(c1.calls).toHaveLength(1);
  });

  it('is sent again where C1 certainly did nothing: after a 429, and after a 401 with a new token', async () => {
    const statuses = [429, 401, 200];
    const c1 = await startC1((_, response, nth) => json(response, statuses[nth - 1] ?? 500, {}));
    const { client, clock } = newClient(c1.url);
    expect(await passTime(client[action](REF), clock)).toMatchObject({ error: undefined, waits: [500] });
    expect(c1.calls.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it.each([
    [400, 'c1_rejected'],
    [403, 'c1_credential_refused'],
    [404, 'c1_not_found'],
    [409, 'c1_rejected'],
  ])('takes %i for a refusal, code %s', async (status, code) => {
    const c1 = await startC1((_, response) => json(response, status, {}));
    expect(await reasonOf(newClient(c1.url).client[action](REF))).toMatchObject({ code });
    expect(c1.calls).toHaveLength(1);
  });

  it('does not send an id that would address something else', async () => {
    const c1 = await startC1();
    const { client } = newClient(c1.url);
    expect(await reasonOf(client[action]({ appId: 'a', connectorId: '..' }))).toMatchObject({ code: 'c1_not_found' });
    expect([...c1.calls, ...c1.grants]).toEqual([]);
  });
});
