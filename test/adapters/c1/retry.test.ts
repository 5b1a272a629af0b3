import { describe, expect, it } from 'vitest';
import { json, newClient, passTime, REF, reasonOf, reset, startC1 } from './loopback-c1.ts';

const credential = { kind: 'access_token', token: 'ready' } as const;

describe('a read', () => {
  it.each([408, 500, 502, 503, 504])(
    'that ends with %i is repeated three times, more and more slowly',
    async (status) => {
      const c1 = await startC1((_, response) => json(response, status, {}));
      const { client, clock } = newClient(c1.url, { credential });
      const { error, waits } = await passTime(client.listApps(), clock);
      expect(error).toMatchObject({ code: 'c1_unavailable' });
      expect(waits).toEqual([500, 1000, 2000]);
      expect(c1.calls).toHaveLength(4);
    },
  );

  it('that is cut off is repeated', async () => {
    const c1 = await startC1((_, response, nth) =>
      nth === 1 ? reset(response.socket) : json(response, 200, { list: [] }),
    );
    const { client, clock } = newClient(c1.url, { credential });
    expect(await passTime(client.listApps(), clock)).toEqual({ value: [], error: undefined, waits: [500] });
  });

  it.each([400, 403, 404, 501])('that ends with %i is not repeated', async (status) => {
    const c1 = await startC1((_, response) => json(response, status, {}));
    expect(await reasonOf(newClient(c1.url, { credential }).client.listApps())).toBeDefined();
    expect(c1.calls).toHaveLength(1);
  });

  it('waits as a 503 asks', async () => {
    const c1 = await startC1((_, response, nth) =>
      json(response, nth === 1 ? 503 : 200, { list: [] }, { 'retry-after': '7' }),
    );
    const { client, clock } = newClient(c1.url, { credential });
    expect(await passTime(client.listApps(), clock)).toMatchObject({ waits: [7000] });
  });

  it('does not wait for a 503 that asks for minutes', async () => {
    const c1 = await startC1((_, response) => json(response, 503, {}, { 'retry-after': '300' }));
    const error = await reasonOf(newClient(c1.url, { credential }).client.listApps());
    expect(error).toMatchObject({ code: 'c1_unavailable' });
  });

  it('ends with the reason of the signal that is aborted while it waits', async () => {
    const c1 = await startC1((_, response) => json(response, 503, {}));
    const { client, clock } = newClient(c1.url, { credential });
    const controller = new AbortController();
    const reason = reasonOf(client.listApps(controller.signal));
    await clock.untilSleeping();
    controller.abort(new Error('shutting down'));
    expect(await reason).toMatchObject({ message: 'shutting down' });
    expect(clock.sleeping()).toEqual([]);
  });

  it('ends with the reason of the signal that is aborted while C1 thinks', async () => {
    const controller = new AbortController();
    const c1 = await startC1(() => controller.abort(new Error('shutting down')));
    const { client } = newClient(c1.url, { credential, timeoutMs: 600_000 });
    expect(await reasonOf(client.getConnector(REF, controller.signal))).toMatchObject({ message: 'shutting down' });
  });

  it('is not sent for a signal that is aborted already', async () => {
    const c1 = await startC1();
    const { client } = newClient(c1.url, { credential });
    expect(await reasonOf(client.listApps(AbortSignal.abort(new Error('too late'))))).toMatchObject({
      message: 'too late',
    });
    expect(c1.calls).toEqual([]);
  });

  it('is still ended by its own deadline when it has a signal too', async () => {
    const c1 = await startC1(() => {});
    const { client, clock } = newClient(c1.url, { credential, timeoutMs: 50 });
    const { error } = await passTime(client.listApps(new AbortController().signal), clock);
    expect(error).toMatchObject({ code: 'c1_unavailable' });
  });
});

describe('a read of one connector', () => {
  it.each([408, 429, 500, 502, 503, 504])(
    'that ends with %i is not repeated: whoever follows it comes back',
    async (status) => {
      const c1 = await startC1((_, response) => json(response, status, {}));
      const { client, clock } = newClient(c1.url, { credential });
      const { error, waits } = await passTime(client.getConnector(REF), clock);
      expect(error).toMatchObject({ code: status === 429 ? 'c1_rate_limited' : 'c1_unavailable' });
      expect(waits).toEqual([]);
      expect(c1.calls).toHaveLength(1);
    },
  );

  it('that is cut off is not repeated', async () => {
    const c1 = await startC1((_, response) => reset(response.socket));
    const { client, clock } = newClient(c1.url, { credential });
    expect(await passTime(client.getConnector(REF), clock)).toMatchObject({ error: { reached: 'maybe' }, waits: [] });
    expect(c1.calls).toHaveLength(1);
  });

  it('whose token has died is repeated once, with a new one', async () => {
    const c1 = await startC1((_, response, nth) =>
      json(response, nth === 1 ? 401 : 200, { connectorView: { connector: { id: REF.connectorId } } }),
    );
    expect(await newClient(c1.url).client.getConnector(REF)).toMatchObject(REF);
    expect(c1.calls.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });
});

describe('429', () => {
  it('is waited out four times, even for a force_sync: C1 did nothing', async () => {
    const c1 = await startC1((_, response) => json(response, 429, {}));
    const { client, clock } = newClient(c1.url, { credential });
    const { error, waits } = await passTime(client.forceSync(REF), clock);
    expect(error).toMatchObject({ code: 'c1_rate_limited', retryAfterMs: 500 });
    expect(waits).toEqual([500, 1000, 2000, 4000]);
    expect(c1.calls).toHaveLength(5);
  });

  it.each([
    ['3', 3000],
    ['30', 30_000],
    ['0', 100],
    ['0.05', 100],
    ['-5', 500],
    ['soon', 500],
    ['', 500],
  ])('with Retry-After %j is waited out for %i ms', async (header, ms) => {
    const c1 = await startC1((_, response, nth) =>
      json(response, nth === 1 ? 429 : 200, {}, { 'retry-after': header }),
    );
    const { client, clock } = newClient(c1.url, { credential });
    expect(await passTime(client.forceSync(REF), clock)).toMatchObject({ error: undefined, waits: [ms] });
  });

  it("with a date is waited out by C1's clock, not by ours", async () => {
    const c1 = await startC1((_, response, nth) =>
      json(
        response,
        nth === 1 ? 429 : 200,
        {},
        {
          date: 'Sun, 06 Nov 1994 08:49:37 GMT',
          'retry-after': 'Sun, 06 Nov 1994 08:49:49 GMT',
        },
      ),
    );
    const { client, clock } = newClient(c1.url, { credential });
    expect(await passTime(client.forceSync(REF), clock)).toMatchObject({ error: undefined, waits: [12_000] });
  });

  it('with a date that is over is waited out for a moment', async () => {
    const c1 = await startC1((_, response, nth) =>
      json(response, nth === 1 ? 429 : 200, {}, { 'retry-after': 'Sun, 06 Nov 1994 08:49:49 GMT' }),
    );
    const { client, clock } = newClient(c1.url, { credential });
    expect(await passTime(client.forceSync(REF), clock)).toMatchObject({ error: undefined, waits: [100] });
  });

  it.each([
    ['31', 31_000],
    ['3600', 3_600_000],
    ['9'.repeat(400), 86_400_000],
  ])('that asks for more than 30 s is told at once', async (header, retryAfterMs) => {
    const c1 = await startC1((_, response) => json(response, 429, {}, { 'retry-after': header }));
    const error = await reasonOf(newClient(c1.url, { credential }).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_rate_limited', retryAfterMs });
    expect(c1.calls).toHaveLength(1);
  });

  it('is waited out later, never earlier, than asked: up to a fifth', async () => {
    const c1 = await startC1((_, response, nth) => json(response, nth === 1 ? 429 : 200, {}, { 'retry-after': '10' }));
    const { client, clock } = newClient(c1.url, { credential, random: () => 0.999 });
    const { waits } = await passTime(client.forceSync(REF), clock);
    expect(waits[0]).toBeGreaterThan(10_000);
    expect(waits[0]).toBeLessThanOrEqual(12_000);
  });

  it('before an unclear end does not make a force_sync repeatable', async () => {
    const c1 = await startC1((_, response, nth) => json(response, nth === 1 ? 429 : 503, {}));
    const { client, clock } = newClient(c1.url, { credential });
    const { error } = await passTime(client.forceSync(REF), clock);
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'maybe' });
    expect(c1.calls).toHaveLength(2);
  });
});

describe('all waits together', () => {
  const wait = { 'retry-after': '30' };

  it('for a token are at most forty seconds', async () => {
    const c1 = await startC1();
    c1.grant = (_, response) => json(response, 429, {}, wait);
    const { client, clock } = newClient(c1.url);
    const { error, waits } = await passTime(client.forceSync(REF), clock);
    expect(error).toMatchObject({ code: 'c1_rate_limited', retryAfterMs: 30_000 });
    expect(waits).toEqual([30_000]);
  });

  it('for a call are at most forty seconds: one long wait, not four', async () => {
    const c1 = await startC1((_, response) => json(response, 429, {}, wait));
    const { client, clock } = newClient(c1.url);
    const { error, waits } = await passTime(client.forceSync(REF), clock);
    expect(error).toMatchObject({ code: 'c1_rate_limited' });
    expect(waits).toEqual([30_000]);
  });
});
