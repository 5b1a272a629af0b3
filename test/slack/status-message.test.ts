import { describe, expect, it } from 'vitest';
import { problemsOfMessageBlocks } from '../../sandbox/slack/block-kit/validate.ts';
import type { NamedConnector } from '../../src/domain/connector.ts';
import { withoutMarkup } from '../../src/slack/messages/problem.ts';
import { statusMessage } from '../../src/slack/messages/status-message.ts';
import type { Activity, ConnectorNow, StatusReport } from '../../src/use-cases/connector-status.ts';
import { connector, DONE } from '../doubles/c1.ts';
import { QUEUED } from '../doubles/runs.ts';

const NOON = Date.UTC(2026, 10, 23, 12, 0);

function one(
  activity: Activity,
  changes: Partial<NamedConnector> = {},
  more: Partial<ConnectorNow> = {},
): ConnectorNow {
  const named = {
    ...connector('okta', 'prod'),
    status: { ...DONE, completedAt: NOON - 3_600_000 },
    schedule: { cron: '0 */6 * * *', timeZone: null },
    appName: 'Okta',
    label: 'Okta / Prod <!here> & Co',
    seenAt: NOON,
    ...changes,
  };
  return { connector: named, activity, run: null, next: null, ...more };
}

function report(shown: readonly ConnectorNow[], changes: Partial<StatusReport> = {}): StatusReport {
  const counts = new Map<Activity, number>();
  for (const { activity } of shown) counts.set(activity, (counts.get(activity) ?? 0) + 1);
  return { shown, total: shown.length, counts, readAt: NOON, ...changes };
}

const FAILED = one('failed', { status: { ...DONE, completedAt: NOON, lastError: 'no <token>\nat all' } });
const RUNNING = one('running', {}, { run: { ...QUEUED, state: 'running' }, next: NOON + 3_600_000 });

describe('the status of several connectors', () => {
  it('is told whole in one line', () => {
    const many = report([RUNNING, FAILED, FAILED, one('paused'), one('idle')]);
    expect(withoutMarkup(statusMessage(many, '').text)).toBe(
      '5 connectors: 1 running, 2 failed, 1 paused; last read 2026-11-23 12:00 UTC.',
    );
    expect(withoutMarkup(statusMessage(report([one('idle'), one('never')]), 'a <b>').text)).toBe(
      '2 connectors match “a <b>”: none running, failed or paused; last read 2026-11-23 12:00 UTC.',
    );
    expect(statusMessage(report([one('idle'), one('idle')], { readAt: null }), '').text).toContain(
      'the first reading from C1 is under way.',
    );
  });

  it('is a table with who asked, why it failed, and times in the zone of the reader', () => {
    const { blocks } = statusMessage(report([RUNNING, FAILED]), '');
    const [header, running, failed] = (blocks[1] as { rows: unknown[][] }).rows;
    expect(header?.map((cell) => (cell as { text: string }).text)).toEqual([
      'Connector',
      'State',
      'Last end',
      'Schedule',
      'Next expected',
    ]);
    expect(running?.[0]).toEqual({ type: 'raw_text', text: 'Okta / Prod <!here> & Co' });
    expect(JSON.stringify(running?.[1])).toMatch(/running, asked for by .*"user_id":"U0ANA"/);
    expect(JSON.stringify(running?.[2])).toContain('2026-11-23 11:00 UTC');
    expect(running?.[3]).toEqual({ type: 'raw_text', text: '0 */6 * * * UTC' });
    expect(JSON.stringify(running?.[4])).toContain('2026-11-23 13:00 UTC');
    expect(failed?.[1]).toEqual({ type: 'raw_text', text: 'failed: no <token> at all' });
    expect(failed?.[4]).toEqual({ type: 'raw_text', text: '—' });
    expect(problemsOfMessageBlocks(blocks)).toEqual([]);
  });

  it('is a list where Slack takes no table, with nothing of it live but the person', () => {
    const { fallback = [] } = statusMessage(report([RUNNING, FAILED]), '');
    expect(fallback.map(({ type }) => type)).toEqual(['section', 'section']);
    expect(JSON.stringify(fallback[1])).toContain(
      '*Okta / Prod &lt;!here&gt; &amp; Co*  ·  running, asked for by <@U0ANA>  ·  next expected <!date^',
    );
    expect(JSON.stringify(fallback[1])).toContain('failed: no &lt;token&gt; at all');
  });

  it('says how many are left out, and fits into what Slack takes, however long the names are', () => {
    const lastError = '&'.repeat(500);
    const worst = one('failed', { label: '&'.repeat(75), status: { ...DONE, lastError } }, { next: NOON });
    const { blocks, fallback } = statusMessage(report(Array(100).fill(worst), { total: 150 }), '');
    const rows = (blocks[1] as { rows: unknown[] }).rows.length - 1;
    expect(JSON.stringify(blocks.at(-1))).toContain(`And ${150 - rows} more: add words`);
    expect(problemsOfMessageBlocks(blocks)).toEqual([]);
    expect(problemsOfMessageBlocks(fallback)).toEqual([]);
    expect(JSON.stringify(fallback).match(/failed:/g)).toHaveLength(rows);
  });
});

describe('the status of one connector', () => {
  it('is told whole in one line', () => {
    const { text, blocks } = statusMessage(report([RUNNING]), 'prod');
    expect(text).toMatch(
      /^Okta \/ Prod &lt;!here&gt; &amp; Co: running, asked for by <@U0ANA>; last end <!date\S* \{time\}\|2026-11-23 11:00 UTC>; /,
    );
    expect(text).toContain('; schedule `0 */6 * * * UTC`; ');
    expect(withoutMarkup(text)).toMatch(/; next expected 2026-11-23 13:00 UTC; last read 2026-11-23 12:00 UTC\.$/);
    expect(text).not.toContain('\n');
    expect(problemsOfMessageBlocks(blocks)).toEqual([]);
  });

  it('says why it is paused, and leaves out what C1 does not say', () => {
    const paused = one('paused', {
      paused: { since: null, reason: 'maintenance' },
      schedule: null,
      status: { ...DONE, completedAt: null },
    });
    expect(withoutMarkup(statusMessage(report([paused]), '').text)).toBe(
      'Okta / Prod <!here> & Co: paused: maintenance; last read 2026-11-23 12:00 UTC.',
    );
  });

  it('of a tenant without any says so', () => {
    expect(statusMessage(report([]), '').text).toBe('C1 has no connector that you may see.');
  });
});
