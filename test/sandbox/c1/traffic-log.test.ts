import { describe, expect, it } from 'vitest';
import { askToken, askWithAssertion, assertion, CONNECTOR, call, FORCE_SYNC, post, running, SMALL } from './harness.ts';

const small = () => running({ apps: SMALL });

describe('what the log shows holds no secret', () => {
  it('of the grant by secret', async () => {
    const c1 = await small();
    const { body } = await askToken(c1, { client_secret: c1.clientSecret });
    const shown = JSON.stringify(c1.requests);
    expect(shown).not.toContain(c1.clientSecret.slice(-20));
    expect(shown).not.toContain(encodeURIComponent(c1.clientSecret));
    expect(shown).not.toContain(body.access_token.slice(-12));
    expect(shown).toContain('client_secret=••••');
    expect(shown).toContain('expires_in');
  });
  it('of the grant by assertion', async () => {
    const c1 = await small();
    const jwt = await assertion(c1);
    await askWithAssertion(c1, jwt);
    for (const part of jwt.split('.')) expect(JSON.stringify(c1.requests)).not.toContain(part);
  });
  it('of the bearer token, but for four characters to tell it by', async () => {
    const c1 = await small();
    const token = c1.mintToken();
    await call(c1, CONNECTOR, { headers: { Authorization: `Bearer ${token}` } });
    expect(c1.requests[0]?.headers.authorization).toBe(`Bearer ••••${token.slice(-4)}`);
    expect(JSON.stringify(c1.requests)).not.toContain(token);
  });
  it('of an assertion or a client secret that was sent to the wrong place', async () => {
    const c1 = await small();
    const jwt = await assertion(c1);
    await post(c1, FORCE_SYNC, JSON.stringify({ note: jwt, other: c1.clientSecret }));
    const shown = JSON.stringify(c1.requests);
    for (const part of [...jwt.split('.'), c1.clientSecret.split(':')[3]]) expect(shown).not.toContain(part);
  });
  it('of a token that was put into the address by mistake', async () => {
    const c1 = await small();
    const token = c1.mintToken();
    await call(c1, `/api/v1/apps?access_token=${token}&page_token=${token}`);
    expect(JSON.stringify(c1.requests)).not.toContain(token.slice(-12));
  });
});

describe('the log', () => {
  it('lets a test see what really came', async () => {
    const c1 = await small();
    const token = c1.mintToken();
    await post(c1, FORCE_SYNC, '{"a":1}', { Authorization: `Bearer ${token}` });
    expect(c1.requests[0]?.raw).toMatchObject({
      url: FORCE_SYNC,
      requestHeaders: { authorization: `Bearer ${token}` },
      requestBody: '{"a":1}',
      responseBody: '{}',
    });
    expect(c1.forceSyncs).toMatchObject([{ authorization: `Bearer ${token}`, body: { a: 1 } }]);
  });
  it('tells the whole story of an exchange', async () => {
    const c1 = await small();
    await call(c1, CONNECTOR);
    await expect.poll(() => c1.requests[0]?.end).toBe('answered');
    expect(c1.requests[0]).toMatchObject({
      method: 'GET',
      path: CONNECTOR,
      route: 'get-connector',
      status: 200,
      fault: null,
      durationMs: expect.any(Number),
    });
  });
  it.each([
    ['reset-before-read', 'reset', null],
    ['never-answer', 'never-answered', null],
    ['half-body', 'cut', 200],
  ] as const)('says how %s ended', async (fault, end, status) => {
    const c1 = await small();
    c1.faults.next('*', fault);
    await call(c1, CONNECTOR, { signal: AbortSignal.timeout(150) }).catch(() => undefined);
    await expect.poll(() => c1.requests[0]?.end).toBe(end);
    expect(c1.requests[0]).toMatchObject({ fault, status });
  });
  it('says that the client left', async () => {
    const c1 = await small();
    c1.faults.next('*', { delayMs: 60_000 });
    await call(c1, CONNECTOR, { signal: AbortSignal.timeout(100) }).catch(() => undefined);
    await expect.poll(() => c1.requests[0]?.end).toBe('client-left');
  });
  it('keeps the newest only', async () => {
    const c1 = await running({ apps: SMALL, logLimit: 3 });
    for (let i = 0; i < 8; i++) await call(c1, `/api/v1/apps?page_size=${i}`);
    expect(c1.requests.map(({ id }) => id)).toEqual([6, 7, 8]);
  });
  it('keeps the beginning of a long body', async () => {
    const long = { id: 'app1', displayName: 'x'.repeat(100_000), connectors: [] };
    const c1 = await running({ apps: [long] });
    await call(c1, '/api/v1/apps');
    expect(c1.requests[0]?.responseBody.length).toBeLessThan(10_000);
    expect(c1.requests[0]?.responseBody).toMatch(/… \(\d+ characters\)$/);
  });
  it('forgets when told to', async () => {
    const c1 = await small();
    await post(c1, FORCE_SYNC);
    c1.clearLog();
    expect([c1.requests, c1.forceSyncs, c1.tokenGrants]).toEqual([[], [], 0]);
  });
});
