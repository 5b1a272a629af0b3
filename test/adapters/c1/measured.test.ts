import { describe, expect, it } from 'vitest';
import { PrometheusMetrics } from '../../../src/ops/metrics.ts';
import { RecordingMetrics } from '../../doubles/metrics.ts';
import { json, newClient, passTime, REF, reset, startC1 } from './loopback-c1.ts';

const FORCE_SYNC = '/api/v1/apps/{app_id}/connectors/{connector_id}/force_sync';

describe('a request to C1 is measured', () => {
  it('by the template of its path and its status, each time it is sent', async () => {
    const statuses = [429, 200];
    const c1 = await startC1((_, response, nth) => json(response, statuses[nth - 1] ?? 500, {}));
    const metrics = new RecordingMetrics();
    const { client, clock } = newClient(c1.url, { metrics });
    await passTime(client.forceSync(REF), clock);
    expect(metrics.seen).toEqual([
      'c1Request /auth/v1/token 200 0 ms',
      `c1Request ${FORCE_SYNC} 429 0 ms`,
      `c1Request ${FORCE_SYNC} 200 0 ms`,
    ]);
  });

  it('without a status where no answer came', async () => {
    const c1 = await startC1((_, response) => reset(response.socket));
    const metrics = new RecordingMetrics();
    const { client, clock } = newClient(c1.url, { metrics });
    await passTime(client.forceSync(REF), clock);
    expect(metrics.seen[1]).toBe(`c1Request ${FORCE_SYNC} undefined 0 ms`);
  });

  it('but not where its caller gave up', async () => {
    const givenUp = new AbortController();
    const c1 = await startC1(() => givenUp.abort(new Error('enough')));
    const metrics = new RecordingMetrics();
    const { client } = newClient(c1.url, { metrics });
    await expect(client.getConnector(REF, givenUp.signal)).rejects.toThrow('enough');
    expect(metrics.seen).toEqual(['c1Request /auth/v1/token 200 0 ms']);
  });

  it('under a name of its own, whatever is asked', async () => {
    const c1 = await startC1((_, response) => json(response, 404, {}));
    const metrics = new PrometheusMetrics();
    const { client, clock } = newClient(c1.url, { metrics });
    const calls: Promise<unknown>[] = [
      client.listApps(),
      client.listConnectors(REF.appId),
      client.getConnector(REF),
      client.forceSync(REF),
      client.pause(REF),
      client.resume(REF),
    ];
    await Promise.all(calls.map((call) => passTime(call, clock)));
    const text = await metrics.render();
    expect(text.match(/c1_request_seconds_count\{/g)).toHaveLength(calls.length + 1);
    expect(text).not.toContain('call="other"');
  });
});
