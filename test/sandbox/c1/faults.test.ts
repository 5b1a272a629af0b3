import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/c1/faults.ts';
import { askToken, CONNECTOR, call, FORCE_SYNC, post, REF, running, SMALL, shown } from './harness.ts';

const small = () => running({ apps: SMALL });

/** The code of the socket error under fetch's TypeError. */
async function failure(answer: Promise<unknown>): Promise<string> {
  const error = await answer.then(
    () => new Error('an answer came'),
    (reason: Error) => reason,
  );
  return (error.cause as { code?: string } | undefined)?.code ?? error.message;
}

describe('an answer in place of the real one', () => {
  it.each([400, 401, 403, 404, 409, 429, 500, 503])('%i as google.rpc.Status, and nothing is done', async (status) => {
    const c1 = await small();
    c1.faults.next('force-sync', { status });
    const answer = await post(c1, FORCE_SYNC);
    expect(answer).toMatchObject({
      status,
      body: { code: expect.any(Number), message: expect.any(String), details: [] },
    });
    expect(c1.forceSyncs).toEqual([]);
  });
  it('carries Retry-After in seconds', async () => {
    const c1 = await small();
    c1.faults.next('force-sync', { status: 429, retryAfter: 7 });
    expect((await post(c1, FORCE_SYNC)).headers.get('retry-after')).toBe('7');
  });
  it('carries Retry-After as an HTTP date', async () => {
    const c1 = await small();
    c1.faults.next('force-sync', { status: 429, retryAfter: new Date(Date.UTC(2026, 10, 2, 12)) });
    expect((await post(c1, FORCE_SYNC)).headers.get('retry-after')).toBe('Mon, 02 Nov 2026 12:00:00 GMT');
  });
  it('says what it is told to say', async () => {
    const c1 = await small();
    c1.faults.next('token', { status: 200, body: { access_token: 'x', token_type: 'DPoP', expires_in: 600 } });
    expect(await askToken(c1, {})).toMatchObject({ status: 200, body: { token_type: 'DPoP' } });
    c1.faults.next('force-sync', { status: 408, body: 'late', headers: { 'X-Odd': '1' } });
    const answer = await post(c1, FORCE_SYNC);
    expect([answer.status, answer.body, answer.headers.get('x-odd')]).toEqual([408, 'late', '1']);
  });
  it.each([
    ['html-200', 200],
    ['html-502', 502],
  ] as const)('%s is a page', async (fault, status) => {
    const c1 = await small();
    c1.faults.next('force-sync', fault);
    const answer = await post(c1, FORCE_SYNC);
    expect([answer.status, answer.body.slice(0, 15), c1.forceSyncs]).toEqual([status, '<!DOCTYPE html>', []]);
  });
  it('empty-200 is nothing at all', async () => {
    const c1 = await small();
    c1.faults.next('force-sync', 'empty-200');
    const answer = await post(c1, FORCE_SYNC);
    expect([answer.status, answer.body, answer.headers.get('content-type')]).toEqual([200, '', null]);
    expect(c1.forceSyncs).toEqual([]);
  });
});

describe('a connection that breaks', () => {
  it('reset-before-read: nothing was done', async () => {
    const c1 = await small();
    c1.faults.next('force-sync', 'reset-before-read');
    expect(await failure(post(c1, FORCE_SYNC))).toMatch(/ECONNRESET|UND_ERR_SOCKET|EPIPE/);
    expect(c1.forceSyncs).toEqual([]);
  });
  it('reset-after-accept: the sync is on', async () => {
    const c1 = await small();
    c1.faults.next('force-sync', 'reset-after-accept');
    expect(await failure(post(c1, FORCE_SYNC))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(c1.forceSyncs).toHaveLength(1);
  });
  it('status-after-accept: a 503, and the sync is on', async () => {
    const c1 = await small();
    c1.faults.next('force-sync', 'status-after-accept');
    expect(await post(c1, FORCE_SYNC)).toMatchObject({ status: 503 });
    expect(c1.forceSyncs).toHaveLength(1);
  });
  it('half-body: the length is promised and not kept, and the sync is on', async () => {
    const c1 = await small();
    c1.faults.next('force-sync', 'half-body');
    expect(await failure(post(c1, FORCE_SYNC))).not.toBe('an answer came');
    expect(c1.requests.at(-1)).toMatchObject({ status: 200, end: 'cut' });
    expect(c1.forceSyncs).toHaveLength(1);
  });
  it.each([
    ['never-answer', 0],
    ['never-answer-after-accept', 1],
  ] as const)('%s: the client gives up, %i syncs', async (fault, syncs) => {
    const c1 = await small();
    c1.faults.next('force-sync', fault);
    const headers = { 'Content-Type': 'application/json' };
    const signal = AbortSignal.timeout(150);
    await expect(call(c1, FORCE_SYNC, { method: 'POST', body: '{}', headers, signal })).rejects.toThrow();
    expect(c1.forceSyncs).toHaveLength(syncs);
  });
});

describe('a late answer', () => {
  it('takes effect at once', async () => {
    const c1 = await small();
    c1.faults.next('force-sync', { delayMs: 60_000 });
    const late = post(c1, FORCE_SYNC);
    await expect.poll(() => c1.forceSyncs).toHaveLength(1);
    await c1.close();
    await expect(late).rejects.toThrow();
  });
  it('is as late as the fault and the latency together', async () => {
    const c1 = await running({ apps: SMALL, settings: { latencyMs: 40 } });
    c1.faults.next('get-connector', { delayMs: 60 });
    const start = performance.now();
    await shown(c1);
    expect(performance.now() - start).toBeGreaterThan(95);
  });
  it('may be a fault as well', async () => {
    const c1 = await small();
    c1.faults.next('get-connector', { delayMs: 20, and: { status: 503 } });
    expect(await call(c1, CONNECTOR)).toMatchObject({ status: 503 });
    expect(c1.requests.at(-1)?.fault).toBe('20 ms late and status 503');
  });
});

describe('a fault strikes', () => {
  const statuses = async (c1: Awaited<ReturnType<typeof small>>, times: number) => {
    const all: number[] = [];
    for (let i = 0; i < times; i++) all.push((await call(c1, CONNECTOR)).status);
    return all;
  };
  const s503: Fault = { status: 503 };

  it('the next requests only, as often as asked', async () => {
    const c1 = await small();
    c1.faults.next('get-connector', s503, 2);
    expect(await statuses(c1, 3)).toEqual([503, 503, 200]);
    expect(c1.faults.active).toEqual([]);
  });
  it('one after the other, in the order they were set', async () => {
    const c1 = await small();
    c1.faults.next('get-connector', { status: 429 });
    c1.faults.next('get-connector', s503);
    expect(await statuses(c1, 3)).toEqual([429, 503, 200]);
  });
  it('always, after those that are due next, until it is cleared', async () => {
    const c1 = await small();
    c1.faults.always('get-connector', s503);
    c1.faults.next('get-connector', { status: 429 });
    expect(await statuses(c1, 3)).toEqual([429, 503, 503]);
    c1.faults.clear();
    expect(await statuses(c1, 1)).toEqual([200]);
  });
  it('until it is removed by its id', async () => {
    const c1 = await small();
    const rule = c1.faults.always('*', s503);
    c1.faults.remove(rule.id);
    expect(await statuses(c1, 1)).toEqual([200]);
  });
  it('its route only', async () => {
    const c1 = await small();
    c1.faults.always('force-sync', s503);
    expect(await statuses(c1, 1)).toEqual([200]);
  });
  it("'api': all but the token endpoint", async () => {
    const c1 = await small();
    c1.faults.always('api', s503);
    expect(await statuses(c1, 1)).toEqual([503]);
    expect(await askToken(c1, { client_secret: c1.clientSecret })).toMatchObject({ status: 200 });
  });
  it('by a pattern on method and address', async () => {
    const c1 = await small();
    c1.faults.always(/^GET .*con1$/g, s503);
    expect(await statuses(c1, 2)).toEqual([503, 503]);
    expect(await post(c1, FORCE_SYNC)).toMatchObject({ status: 200 });
  });
  it('before the token is looked at', async () => {
    const c1 = await small();
    c1.faults.next('get-connector', s503);
    expect(await call(c1, CONNECTOR, { headers: { Authorization: '' } })).toMatchObject({ status: 503 });
  });
  it('and leaves the state alone', async () => {
    const c1 = await small();
    c1.faults.next('force-sync', 'html-502');
    await post(c1, FORCE_SYNC);
    expect(c1.snapshot().apps[0]?.connectors[0]).toMatchObject({ ref: REF, phase: 'idle' });
  });
});
