import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { C1Unavailable } from '../../../src/domain/errors.ts';
import { json, newClient, passTime, REF, type Reply, reasonOf, reset, startC1 } from './loopback-c1.ts';

describe('forceSync', () => {
  it.each([
    [400, 'c1_rejected'],
    [401, 'c1_credential_refused'],
    [403, 'c1_credential_refused'],
    [404, 'c1_not_found'],
    [409, 'c1_rejected'],
    [422, 'c1_rejected'],
    [429, 'c1_rate_limited'],
  ])('takes %i for a refusal, code %s', async (status, code) => {
    const c1 = await startC1((_, response) => json(response, status, { code: 9, message: 'no, thank you' }));
    const { client, clock } = newClient(c1.url);
    const { error } = await passTime(client.forceSync(REF), clock);
    expect(error).toMatchObject({ code });
  });

  it.each([408, 499, 500, 501, 502, 503, 504, 302, 303, 307])(
    'takes %i for an unclear end and sends nothing again',
    async (status) => {
      const c1 = await startC1((_, response) => json(response, status, {}, { location: '/api/v1/apps' }));
      const { client } = newClient(c1.url);
      const error = await reasonOf(client.forceSync(REF));
      expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'maybe' });
      expect(c1.calls).toHaveLength(1);
    },
  );

  const unclear: [string, Reply][] = [
    ['an empty body', (_, response) => void response.writeHead(200).end()],
    ['no content', (_, response) => void response.writeHead(204).end()],
    ['HTML', (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hi</html>')],
    ['truncated JSON', (_, response) => void response.end('{"a":')],
    ['a JSON array', (_, response) => void response.end('[]')],
    ['a JSON string', (_, response) => void response.end('"ok"')],
    ['a JSON null', (_, response) => void response.end('null')],
    ['a body of 6 MiB', (_, response) => void response.end(`{"a":"${'x'.repeat(6 * 1024 * 1024)}"}`)],
    [
      'a broken encoding',
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all'),
    ],
    [
      'half a body',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy());
      },
    ],
    ['a reset after the request', (_, response) => reset(response.socket)],
    ['a clean close after the request', (_, response) => void response.destroy()],
    [
      'a reset inside the headers',
      (_, response) => {
        response.socket?.write('HTTP/1.1 200 OK\r\nContent-', () => reset(response.socket));
      },
    ],
    ['no HTTP', (_, response) => void response.socket?.end('hello, I am not a web server\r\n\r\n')],
  ];

  it.each(unclear)('takes %s for an unclear end and sends nothing again', async (_, reply) => {
    const c1 = await startC1(reply);
    const { client } = newClient(c1.url);
    const error = await reasonOf(client.forceSync(REF));
    expect(error).toBeInstanceOf(C1Unavailable);
    expect(error).toMatchObject({ reached: 'maybe' });
    expect(c1.calls).toHaveLength(1);
  });

  const silent: [string, Reply][] = [
    ['never answers', () => {}],
    [
      'stalls half way through the body',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{');
      },
    ],
    [
      'sends a byte now and then, for ever',
      (_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ];

  it.each(silent)('gives up on a server that %s, and sends nothing again', async (_, reply) => {
    const c1 = await startC1(reply);
    const { client } = newClient(c1.url, { timeoutMs: 150 });
    const error = await reasonOf(client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'maybe' });
    expect(String(error)).toContain('no answer within 150 ms');
    expect(c1.calls).toHaveLength(1);
  });

  it('says "maybe" when a kept connection was closed by the server in between', async () => {
    const c1 = await startC1();
    const { client } = newClient(c1.url);
    await client.forceSync(REF);
    c1.api = (_, response) => reset(response.socket);
    const error = await reasonOf(client.forceSync(REF));
    expect(error).toMatchObject({ reached: 'maybe' });
    expect(c1.calls).toHaveLength(2);
  });

  it('says "no" when nothing listens', async () => {
    const c1 = await startC1();
    await c1.close();
    const { client } = newClient(c1.url, { credential: { kind: 'access_token', token: 'ready' } });
    const error = await reasonOf(client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'no' });
    expect(String(error)).toContain('ECONNREFUSED');
  });

  it('says "no" when no address of a name with several answers', async () => {
    const c1 = await startC1();
    await c1.close();
    const url = c1.url.replace('127.0.0.1', 'localhost');
    const { client } = newClient(url, { credential: { kind: 'access_token', token: 'ready' } });
    expect(await reasonOf(client.forceSync(REF))).toMatchObject({ reached: 'no' });
  });

  it('says "no" when the name does not exist', async () => {
    const credential = { kind: 'access_token', token: 'ready' } as const;
    const { client } = newClient('http://c1-sync.invalid', { credential });
    expect(await reasonOf(client.forceSync(REF))).toMatchObject({ code: 'c1_unavailable', reached: 'no' });
  });

  it('says "maybe" when the connection is cut before the request was read', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.resetAndDestroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { client } = newClient(`http://127.0.0.1:${port}`, { credential: { kind: 'access_token', token: 'ready' } });
    expect(await reasonOf(client.forceSync(REF))).toMatchObject({ code: 'c1_unavailable', reached: 'maybe' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('says "no" when the token could not be had, since the sync was never asked for', async () => {
    const c1 = await startC1();
    c1.grant = (_, response) => reset(response.socket);
    const { client, clock } = newClient(c1.url);
    const { error } = await passTime(client.forceSync(REF), clock);
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'no' });
    expect(c1.calls).toHaveLength(0);
  });

  it('posts exactly {} with the token, to the documented path', async () => {
    const c1 = await startC1();
    await newClient(c1.url).client.forceSync(REF);
    expect(c1.calls).toHaveLength(1);
    expect(c1.calls[0]).toMatchObject({
      method: 'POST',
      url: '/api/v1/apps/app1/connectors/con1/force_sync',
      body: '{}',
      headers: {
        authorization: 'Bearer token-1',
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'c1-sync/test',
        'content-length': '2',
      },
    });
  });

  it.each([200, 202])('succeeds on %i with a JSON object, whatever is in it', async (status) => {
    const c1 = await startC1((_, response) => json(response, status, { later: 'fields' }));
    await expect(newClient(c1.url).client.forceSync(REF)).resolves.toBeUndefined();
  });

  it.each(['', '.', '..', 'a/b', 'a?b', 'a#b', 'a%2fb', 'a b', 'x'.repeat(129)])(
    'does not send the id %j, which would address something else',
    async (id) => {
      const c1 = await startC1();
      const { client } = newClient(c1.url);
      for (const ref of [
        { appId: id, connectorId: 'c' },
        { appId: 'a', connectorId: id },
      ]) {
        expect(await reasonOf(client.forceSync(ref))).toMatchObject({ code: 'c1_not_found' });
        expect(await reasonOf(client.getConnector(ref))).toMatchObject({ code: 'c1_not_found' });
      }
      expect(await reasonOf(client.listConnectors(id))).toMatchObject({ code: 'c1_not_found' });
      expect([...c1.calls, ...c1.grants]).toEqual([]);
    },
  );

  it('percent-encodes ids', async () => {
    const c1 = await startC1();
    await newClient(c1.url).client.forceSync({ appId: 'a&b=c;é', connectorId: '"日"' });
    expect(c1.calls[0]?.url).toBe('/api/v1/apps/a%26b%3Dc%3B%C3%A9/connectors/%22%E6%97%A5%22/force_sync');
  });

  it('does not follow a redirect, which would carry the token away', async () => {
    const elsewhere = await startC1();
    const c1 = await startC1((_, response) => json(response, 307, {}, { location: `${elsewhere.url}/x` }));
    expect(await reasonOf(newClient(c1.url).client.forceSync(REF))).toMatchObject({ reached: 'maybe' });
    expect(elsewhere.calls).toEqual([]);
  });

  it('keeps a path prefix and drops a trailing slash of the base URL', async () => {
    const c1 = await startC1();
    const credential = { kind: 'access_token', token: 'ready' } as const;
    await newClient(`${c1.url}/proxied/`, { credential }).client.forceSync(REF);
    expect(c1.calls[0]?.url).toBe('/proxied/api/v1/apps/app1/connectors/con1/force_sync');
  });
});
