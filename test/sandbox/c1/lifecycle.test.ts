import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Change, startC1 } from '../../../sandbox/c1/server.ts';
import { CONNECTOR, call, FORCE_SYNC, manualClock, post, REF, running, SMALL } from './harness.ts';

const SERVER = new URL('../../../sandbox/c1/server.ts', import.meta.url).href;

describe('closing', () => {
  it('ends requests that wait, late ones and never-answered ones, and says so in the log', async () => {
    const c1 = await startC1({ apps: SMALL });
    c1.faults.next('get-connector', 'never-answer');
    c1.faults.next('get-connector', { delayMs: 3_600_000 });
    const waiting = [call(c1, CONNECTOR), call(c1, CONNECTOR)].map((one) => expect(one).rejects.toThrow());
    await expect.poll(() => c1.requests.length).toBe(2);
    await c1.close();
    await Promise.all(waiting);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(c1.requests.map(({ end }) => end)).toEqual(['closed', 'closed']);
  });
  it('leaves nothing behind that keeps a process alive: no timer of a late answer, no socket', async () => {
    const script = `
      import { startC1 } from ${JSON.stringify(SERVER)};
      const c1 = await startC1();
      c1.faults.next('*', { delayMs: 3_600_000 });
      c1.faults.next('*', 'never-answer');
      const waiting = ['/1', '/2'].map((path) => fetch(c1.baseUrl + path).catch((error) => error.message));
      while (c1.requests.length < 2) await new Promise(setImmediate);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await c1.close();
      console.log(await Promise.all(waiting));
    `;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 10_000 });
    expect(stdout.trim()).toBe("[ 'fetch failed', 'fetch failed' ]");
  }, 15_000);
  it('does not wait for idle keep-alive connections', async () => {
    const c1 = await startC1({ apps: SMALL });
    await call(c1, CONNECTOR);
    const start = performance.now();
    await c1.close();
    expect(performance.now() - start).toBeLessThan(1_000);
  });
  it('twice is once', async () => {
    const c1 = await startC1();
    await c1.close();
    await expect(c1.close()).resolves.toBeUndefined();
  });
});

describe('a tenant', () => {
  it('says that a port is taken', async () => {
    const c1 = await running();
    await expect(startC1({ port: c1.port })).rejects.toThrow('EADDRINUSE');
  });
  it('takes the port it is given', async () => {
    const { port, close } = await startC1();
    await close();
    expect((await running({ port })).baseUrl).toBe(`http://127.0.0.1:${port}`);
  });
  it('listens on loopback only', async () => {
    const c1 = await running();
    // The same port is free on another loopback address: the tenant holds 127.0.0.1 and no more.
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(c1.port, '127.0.0.2', resolve));
    await new Promise((resolve) => other.close(resolve));
  });
  it('goes away and comes back on the same port with its state and credential', async () => {
    const c1 = await running({ apps: SMALL });
    await post(c1, FORCE_SYNC);
    await c1.goOffline();
    // Refused, or reset where fetch had not yet seen that its kept connection ended.
    await expect(call(c1, CONNECTOR)).rejects.toThrow('fetch failed');
    await c1.goOnline();
    expect(await call(c1, CONNECTOR)).toMatchObject({ status: 200 });
    expect(c1.forceSyncs).toHaveLength(1);
  });
  it('shares nothing with another one', async () => {
    const [one, two] = [await running({ apps: SMALL }), await running({ apps: SMALL })];
    const headers = { Authorization: `Bearer ${one.mintToken()}` };
    expect(await call(two, CONNECTOR, { headers })).toMatchObject({ status: 401 });
    await post(one, FORCE_SYNC);
    expect(two.forceSyncs).toEqual([]);
  });
});

describe('the hands for a page', () => {
  it('are told what changed', async () => {
    const c1 = await running({ apps: SMALL });
    const heard: string[] = [];
    const stop = c1.onChange((change: Change) => heard.push(change.what));
    c1.configure({ queueMs: 1 });
    c1.faults.next('*', 'html-502');
    c1.faults.clear();
    c1.pauseConnector(REF);
    c1.revokeCredential();
    c1.setConnectors(SMALL);
    expect(heard).toEqual(['settings', 'faults', 'faults', 'connector', 'credentials', 'catalog']);
    stop();
    c1.revokeTokens();
    expect(heard).toHaveLength(6);
  });
  it('hear of an exchange when it begins and when it ends', async () => {
    const c1 = await running({ apps: SMALL });
    const ends: unknown[] = [];
    c1.onChange((change) => change.what === 'traffic' && ends.push(change.exchange.end));
    await call(c1, CONNECTOR);
    await expect.poll(() => ends).toEqual([null, 'answered']);
  });
  it('have a snapshot that says when to look again, and carries no secret', async () => {
    const clock = manualClock();
    const c1 = await running({ clock, apps: SMALL, settings: { queueMs: 10, syncMs: 20 } });
    const token = c1.mintToken();
    await post(c1, FORCE_SYNC);
    const at = clock.now();
    const look = () => c1.snapshot().apps[0]?.connectors[0];
    expect(look()).toMatchObject({ name: 'Okta Production', phase: 'queued', nextChangeAt: at + 10 });
    clock.pass(10);
    expect(look()).toMatchObject({ phase: 'running', nextChangeAt: at + 30 });
    clock.pass(20);
    expect(look()).toMatchObject({ phase: 'idle', nextChangeAt: null, status: { status: 'SYNC_STATUS_DONE' } });
    const text = JSON.stringify(c1.snapshot());
    expect(text).not.toContain(token);
    expect(text).not.toContain(c1.clientSecret);
  });
  it('refuse a connector that is not there', async () => {
    const c1 = await running({ apps: SMALL });
    expect(() => c1.startSync({ appId: 'app1', connectorId: 'nope' })).toThrow('no connector app1/nope');
    expect(() => c1.revokeCredential('nobody@x/spc')).toThrow('no credential');
  });
});
