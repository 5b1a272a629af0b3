import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { botMessages, onlyForceSync } from './flows.ts';
import { startProduct } from './product.ts';
import { beforeTheStart, MODES, type Stage, setTheStage } from './stage.ts';

const METRICS = new URL('../../src/ops/metrics.ts', import.meta.url).href;

/** What Prometheus reads. */
async function scrape({ product }: Pick<Stage, 'product'>): Promise<string> {
  const response = await fetch(`${await product.url()}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return response.text();
}

/** The number behind a series; NaN if there is no such series. */
function numberOf(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? Number.NaN);
}

describe.each(MODES)('GET /metrics over %s', (mode) => {
  it('tells what was asked for, what came of it, and how C1 and Slack answered', async () => {
    const stage = await setTheStage({ mode });
    const { slack, c1 } = stage;
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run google' });
    await slack.waitFor(() => botMessages(stage)[0]);
    await slack.slashCommand({ user: 'cleo', channel: 'general', text: 'run google' });
    await slack.waitFor(() => slack.ephemerals('cleo')[0]);
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'U0EVIL"} 1' });
    await slack.waitFor(() => slack.openViewFor('ana'));
    const text = await scrape(stage);

    expect(numberOf(text, 'c1sync_commands_total{verb="run"}')).toBe(2);
    expect(numberOf(text, 'c1sync_commands_total{verb="open"}')).toBe(1);
    expect(numberOf(text, 'c1sync_refusals_total{reason="not-granted"}')).toBe(1);
    expect(numberOf(text, 'c1sync_syncs_total{result="queued"}')).toBe(1);
    const forceSync = 'call="/api/v1/apps/{app_id}/connectors/{connector_id}/force_sync"';
    expect(numberOf(text, `c1sync_c1_request_seconds_count{${forceSync},status="200"}`)).toBe(1);
    expect(numberOf(text, 'c1sync_slack_request_seconds_count{method="chat.postMessage",status="200"}')).toBe(1);
    expect(numberOf(text, 'c1sync_slack_request_seconds_count{method="views.open",status="200"}')).toBe(1);
    expect(text).not.toMatch(/(call|verb|reason|result|file)="other"/);
    for (const file of ['store', 'audit']) {
      expect(numberOf(text, `c1sync_store_write_seconds_count{file="${file}"}`)).toBeGreaterThan(0);
    }

    expect(numberOf(text, 'c1sync_ready')).toBe(1);
    expect(numberOf(text, 'c1sync_connectors')).toBeGreaterThan(3);
    expect(numberOf(text, 'c1sync_index_age_seconds')).toBeLessThan(60);
    expect(numberOf(text, 'c1sync_followed_connectors')).toBe(1);
    expect(numberOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(numberOf(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    if (mode === 'http') expect(text).not.toMatch(/^c1sync_socket_connections /m);
    else expect(numberOf(text, 'c1sync_socket_connections')).toBeGreaterThan(0);

    const { appId, connectorId } = onlyForceSync(stage);
    const people = ['ana', 'cleo'].map((name) => slack.workspace.person(name).id);
    for (const id of [appId, connectorId, c1.clientSecret, 'U0EVIL', ...people]) expect(text).not.toContain(id);
  });
});

it('answers while Slack does not, and says that commands are not answered', async () => {
  const stage = await beforeTheStart({ mode: 'socket' });
  stage.slack.faults.always('auth.test', { status: 500 });
  const product = startProduct(stage.env);
  await product.logged(({ msg }) => msg.includes('does not answer auth.test'));
  const text = await scrape({ product });
  expect(numberOf(text, 'c1sync_ready')).toBe(0);
  expect(numberOf(text, 'c1sync_socket_connections')).toBe(0);
  expect(numberOf(text, 'c1sync_slack_request_seconds_count{method="auth.test",status="500"}')).toBeGreaterThan(0);
});

it('watching the process does not keep it alive', async () => {
  const code = `import { PrometheusMetrics } from ${JSON.stringify(METRICS)}; new PrometheusMetrics().showProcess();`;
  const watched = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code]);
  onTestFinished(() => void watched.kill());
  expect(await once(watched, 'exit')).toEqual([0, null]);
});
