import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PrometheusMetrics } from '../../src/ops/metrics.ts';
import { metricsRoute } from '../../src/ops/metrics-route.ts';
import type { Command } from '../../src/slack/command-text.ts';
import { anyText } from '../any-text.ts';
import { quiet } from '../doubles/log.ts';

/** The lines of one metric, such as `c1sync_commands_total{verb="run"} 1`. */
async function linesOf(metrics: PrometheusMetrics, name: string): Promise<string[]> {
  return (await metrics.render()).split('\n').filter((line) => line.startsWith(name));
}

describe('what is counted', () => {
  it('is there from the start at 0, or Prometheus would not see the first one', async () => {
    const metrics = new PrometheusMetrics();
    expect(await linesOf(metrics, 'c1sync_refusals_total{reason="other-team"}')).toEqual([
      'c1sync_refusals_total{reason="other-team"} 0',
    ]);
    expect(await linesOf(metrics, 'c1sync_plainer_blocks_total')).toEqual(['c1sync_plainer_blocks_total 0']);
  });

  it('goes up by one each time', async () => {
    const metrics = new PrometheusMetrics();
    metrics.count('sync', { result: 'given-up' });
    metrics.count('sync', { result: 'given-up' });
    metrics.count('plainerBlocks', {});
    expect(await metrics.render()).toContain('\nc1sync_syncs_total{result="given-up"} 2\n');
    expect(await metrics.render()).toContain('\nc1sync_plainer_blocks_total 1\n');
  });

  it('belongs to one app: another in the same process counts for itself', async () => {
    new PrometheusMetrics().count('plainerBlocks', {});
    expect(await linesOf(new PrometheusMetrics(), 'c1sync_plainer_blocks_total')).toEqual([
      'c1sync_plainer_blocks_total 0',
    ]);
  });
});

describe('what takes time', () => {
  it('is told in seconds', async () => {
    const metrics = new PrometheusMetrics();
    metrics.time('c1Request', 320, { call: '/auth/v1/token', status: 200 });
    const text = await metrics.render();
    expect(text).toContain('c1sync_c1_request_seconds_bucket{le="0.25",call="/auth/v1/token",status="200"} 0');
    expect(text).toContain('c1sync_c1_request_seconds_bucket{le="0.5",call="/auth/v1/token",status="200"} 1');
    expect(text).toContain('c1sync_c1_request_seconds_sum{call="/auth/v1/token",status="200"} 0.32');
  });

  it('is never less than nothing, though clocks are set back', async () => {
    const metrics = new PrometheusMetrics();
    metrics.time('storeWrite', -3_600_000, { file: 'store' });
    expect(await metrics.render()).toContain('c1sync_store_write_seconds_sum{file="store"} 0\n');
  });

  it.each([
    [200, '200'],
    [204, '2xx'],
    [418, '4xx'],
    [503, '503'],
    [520, '5xx'],
    [undefined, 'none'],
    [999, 'other'],
    [Number.NaN, 'other'],
  ])('has the status %s as %s', async (status, shown) => {
    const metrics = new PrometheusMetrics();
    metrics.time('slackRequest', 1, { method: 'views.open', status });
    expect(await metrics.render()).toContain(
      `c1sync_slack_request_seconds_count{method="views.open",status="${shown}"} 1\n`,
    );
  });
});

describe('what is read at each look', () => {
  it('is as it is then, and absent where there is nothing to show', async () => {
    const metrics = new PrometheusMetrics();
    let size: number | undefined = 3;
    metrics.show('connectors', () => size);
    expect(await linesOf(metrics, 'c1sync_connectors')).toEqual(['c1sync_connectors 3']);
    size = undefined;
    expect(await linesOf(metrics, 'c1sync_connectors')).toEqual([]);
    expect(await linesOf(metrics, 'c1sync_socket_connections')).toEqual([]);
  });
});

describe('labels', () => {
  it('take nothing that somebody sends: whatever it is, it is one series', async () => {
    const metrics = new PrometheusMetrics();
    const hostile = fc.oneof(
      anyText(50),
      fc.constantFrom(
        '__proto__',
        'constructor',
        'toString',
        '"} 1\nc1sync_ready 0',
        'other',
        'U0EVE',
        '/auth/v1/token?x',
      ),
    );
    const asked = fc.property(hostile, fc.oneof(fc.integer(), fc.double()), (text, status) => {
      metrics.count('command', { verb: text });
      metrics.count('refusal', { reason: text });
      metrics.count('sync', { result: text });
      metrics.time('c1Request', 1, { call: text, status });
      metrics.time('slackRequest', 1, { method: text, status });
      metrics.time('storeWrite', 1, { file: text });
    });
    fc.assert(asked, { numRuns: 300 });
    const text = await metrics.render();
    expect(text).toContain('c1sync_commands_total{verb="other"} ');
    const seriesOf = (name: string) => text.match(new RegExp(`^${name}(_count)?\\{`, 'gm'))?.length ?? 0;
    expect(seriesOf('c1sync_commands_total')).toBe(12);
    expect(seriesOf('c1sync_refusals_total')).toBe(16);
    expect(seriesOf('c1sync_syncs_total')).toBe(9);
    // By status: the classes, those that are named, and what is no status at all.
    expect(seriesOf('c1sync_c1_request_seconds')).toBeLessThanOrEqual(19);
    expect(seriesOf('c1sync_slack_request_seconds')).toBeLessThanOrEqual(19);
    expect(seriesOf('c1sync_store_write_seconds')).toBe(1);
    expect(text.match(/^c1sync_ready/gm)).toBeNull();
  });

  it('know every verb of the command', async () => {
    const verbs: Record<Command['verb'], true> = {
      ...{ open: true, run: true, status: true, history: true, pause: true, resume: true },
      ...{ allow: true, revoke: true, who: true, audit: true, help: true },
    };
    const metrics = new PrometheusMetrics();
    for (const verb of Object.keys(verbs)) metrics.count('command', { verb });
    const lines = await linesOf(metrics, 'c1sync_commands_total');
    expect(lines).toHaveLength(Object.keys(verbs).length);
    for (const line of lines) expect(line).toMatch(/ 1$/);
  });

  it('know every method of Slack that the app calls', async () => {
    const slack = resolve(import.meta.dirname, '../../src/slack');
    const files = readdirSync(slack, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const called = files.flatMap((file) => [
      ...readFileSync(join(slack, file), 'utf8').matchAll(
        /\b(?:slack|client|interactive|background)\.((?:[a-z]+\.)+[a-zA-Z]+)\(/g,
      ),
    ]);
    const methods = new Set(['apps.connections.open', ...called.map(([, method = '']) => method)]);
    expect(methods.size).toBeGreaterThan(10);
    const metrics = new PrometheusMetrics();
    for (const method of methods) metrics.time('slackRequest', 1, { method, status: 200 });
    const lines = await linesOf(metrics, 'c1sync_slack_request_seconds_count');
    expect(lines.filter((line) => line.includes('"other"'))).toEqual([]);
    expect(lines).toHaveLength(methods.size);
  });
});

describe('GET /metrics', () => {
  it('answers 500 when they cannot be read, and says so in the log', async () => {
    const failing = { contentType: 'text/plain', render: () => Promise.reject(new Error('no')) };
    const logged: string[] = [];
    const log = { ...quiet, error: (_: object, message: string) => void logged.push(message) };
    const status = await new Promise<number>((answered) => {
      const res = { writeHead: (code: number) => ({ end: () => answered(code) }) };
      metricsRoute(failing, log)['GET /metrics']?.({} as never, res as never);
    });
    expect(status).toBe(500);
    expect(logged).toEqual(['the metrics could not be read']);
  });
});
