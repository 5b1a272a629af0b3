import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { newClient, REF, reasonOf } from './loopback-c1.ts';

/** Nobody trusts it; made on the spot so that no private key lies in the repository. */
async function selfSigned(): Promise<{ key: string; cert: string }> {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048 });
  return { key: pems.private, cert: pems.cert };
}

const credential = { kind: 'access_token', token: 'ready-token' } as const;

beforeEach(() => {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, undefined);
    vi.stubEnv(name.toLowerCase(), undefined);
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('over TLS', () => {
  it('says "no" when the certificate is not trusted, and sends nothing', async () => {
    const c1 = await startSecureC1();
    const error = await reasonOf(newClient(c1.url, { credential }).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'no' });
    expect(String(error)).toContain('certificate');
    expect(c1.urls).toEqual([]);
  });

  it('keeps its connection', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const c1 = await startSecureC1();
    const { client } = newClient(c1.url, { credential });
    await client.forceSync(REF);
    await client.forceSync(REF);
    expect(c1.urls).toHaveLength(2);
    expect(c1.connections()).toBe(1);
  });
});

describe('behind a proxy', () => {
  it('asks HTTPS_PROXY for a tunnel, and the proxy never sees the request', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const c1 = await startSecureC1();
    const proxy = await startProxy();
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    await newClient(c1.url, { credential }).client.forceSync(REF);
    expect(proxy.tunnels).toEqual([new URL(c1.url).host]);
    expect(proxy.passed().includes('ready-token')).toBe(false);
    expect(proxy.passed().includes('force_sync')).toBe(false);
    expect(c1.urls).toEqual(['/api/v1/apps/app1/connectors/con1/force_sync']);
  });

  it('goes past the proxy for a host in NO_PROXY', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const c1 = await startSecureC1();
    const proxy = await startProxy();
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    await newClient(c1.url, { credential }).client.forceSync(REF);
    expect(proxy.tunnels).toEqual([]);
    expect(c1.urls).toHaveLength(1);
  });

  it.each([403, 407, 502])("does not take the proxy's own %i for C1's answer: nothing was sent", async (status) => {
    const c1 = await startSecureC1();
    const proxy = await startProxy(status);
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    const error = await reasonOf(newClient(c1.url, { credential }).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'no' });
    expect(String(error)).toContain(`the proxy refused the connection (${status})`);
    expect(proxy.passed().includes('ready-token')).toBe(false);
  });

  it('says "no" when the proxy is not there', async () => {
    const c1 = await startSecureC1();
    const proxy = await startProxy();
    await proxy.close();
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    const error = await reasonOf(newClient(c1.url, { credential }).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'no' });
  });

  it('does not ask the proxy for a plain loopback address, such as that of the sandbox', async () => {
    const urls: string[] = [];
    const server = createHttpServer((request, response) => {
      urls.push(request.url ?? '');
      request.resume().on('end', () => response.end('{}'));
    });
    const port = await listen(server);
    const proxy = await startProxy();
    vi.stubEnv('HTTP_PROXY', proxy.url);
    await newClient(`http://127.0.0.1:${port}`, { credential }).client.forceSync(REF);
    expect(urls).toHaveLength(1);
    expect(proxy.passed()).toBe('');
  });
});

async function startSecureC1() {
  const urls: string[] = [];
  let connections = 0;
  const server = createHttpsServer(await selfSigned(), (request, response) => {
    urls.push(request.url ?? '');
    request.resume().on('end', () => response.end('{}'));
  });
  server.on('secureConnection', () => {
    connections += 1;
  });
  return { url: `https://127.0.0.1:${await listen(server)}`, urls, connections: () => connections };
}

/** @param refusal answers CONNECT with this status instead of a tunnel */
async function startProxy(refusal?: number) {
  const tunnels: string[] = [];
  let passed = '';
  const server = createHttpServer((request, response) => {
    passed += `${request.method} ${request.url}`;
    request.pipe(httpRequest(request.url ?? '', (answer) => answer.pipe(response)));
  });
  server.on('connect', (request, socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      passed += chunk.toString('latin1');
    });
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} No\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`);
      return;
    }
    tunnels.push(request.url ?? '');
    const [host, port] = (request.url ?? '').split(':');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    target.on('error', () => socket.destroy());
    socket.on('close', () => target.destroy());
  });
  const port = await listen(server);
  const close = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${port}`, tunnels, passed: () => passed, close };
}

async function listen(server: Server & { closeAllConnections?(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
