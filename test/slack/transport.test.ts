import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSlackTransport } from '../../src/slack/transport.ts';

const SECRET = 'xoxb-1-secret';

async function setUp(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transport = createSlackTransport();
  onTestFinished(() => {
    transport.close();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { server, transport, url: `http://127.0.0.1:${port}/api/views.open` };
}

const request = { method: 'POST', headers: { Authorization: `Bearer ${SECRET}` }, body: 'a=é&b=1' };

describe('the transport to Slack', () => {
  it('sends what it is given, over one connection for one call after the other', async () => {
    const seen: unknown[] = [];
    const sockets = new Set();
    const { transport, url } = await setUp(async (req, res) => {
      sockets.add(req.socket);
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      const { authorization, 'content-length': length } = req.headers;
      seen.push([req.method, req.url, authorization, length, Buffer.concat(chunks).toString()]);
      res.writeHead(200, { 'X-OAuth-Scopes': 'chat:write' }).end('{"ok":true,"ü":1}');
    });
    const fetch = transport.fetchWithin(5_000);
    const response = await fetch(url, request);
    await fetch(new URL(url), request);
    expect(seen).toEqual(Array(2).fill(['POST', '/api/views.open', `Bearer ${SECRET}`, '8', 'a=é&b=1']));
    expect(sockets.size).toBe(1);
    expect(response).toMatchObject({ ok: true, status: 200, statusText: 'OK', url });
    expect(await response.json()).toEqual({ ok: true, ü: 1 });
    expect([response.headers.get('X-OAuth-Scopes'), response.headers.get('retry-after')]).toEqual(['chat:write', null]);
    expect(new Map(response.headers.entries()).get('x-oauth-scopes')).toBe('chat:write');
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe('{"ok":true,"ü":1}');
  });

  it.each([404, 429, 500])('hands on an answer of status %d', async (status) => {
    const { transport, url } = await setUp((_, res) => void res.writeHead(status, { 'Retry-After': '7' }).end('no'));
    const response = await transport.fetchWithin(5_000)(url, request);
    expect([response.ok, response.status, await response.text(), response.headers.get('retry-after')]).toEqual([
      false,
      status,
      'no',
      '7',
    ]);
  });

  it('follows no redirect, which would carry the token elsewhere', async () => {
    let asked = 0;
    const { transport, url } = await setUp((_, res) => {
      asked += 1;
      res.writeHead(307, { Location: '/elsewhere' }).end();
    });
    await expect(transport.fetchWithin(5_000)(url, request)).rejects.toThrow('a redirect (307) instead of an answer');
    expect(asked).toBe(1);
  });

  it('gives up in time, whether nothing comes or the answer never ends', async () => {
    const { transport, url } = await setUp((req, res) => {
      if (req.url?.endsWith('drip')) res.writeHead(200).write('{');
    });
    const late = { message: 'no answer within 40 ms', code: 'ETIMEDOUT' };
    const fetch = transport.fetchWithin(40);
    await expect(fetch(url, request)).rejects.toMatchObject(late);
    await expect(fetch(`${url}/drip`, request)).rejects.toMatchObject(late);
  });

  it("gives up when its caller does, with the caller's reason", async () => {
    const giveUp = new AbortController();
    const { transport, url } = await setUp(() => giveUp.abort(new Error('stopped')));
    await expect(transport.fetchWithin(5_000)(url, { ...request, signal: giveUp.signal })).rejects.toThrow('stopped');
  });

  it('fails with the code of the system, and nothing of the request in the error', async () => {
    const { transport, url } = await setUp((req) => void req.socket.destroy());
    const error = await transport
      .fetchWithin(5_000)(url, request)
      .catch((one: unknown) => one);
    expect(error).toMatchObject({ message: 'no answer (ECONNRESET)', code: 'ECONNRESET' });
    expect(JSON.stringify([error, Object.entries(error as object), (error as Error).stack])).not.toContain(SECRET);
  });
});
