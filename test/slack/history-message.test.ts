import { describe, expect, it } from 'vitest';
import { problemsOfMessageBlocks } from '../../sandbox/slack/block-kit/validate.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { historyMessage } from '../../src/slack/messages/history-message.ts';
import { withoutMarkup } from '../../src/slack/messages/problem.ts';
import { QUEUED } from '../doubles/runs.ts';

const NOW = QUEUED.requestedAt;
const FINISHED: SyncRun = { ...QUEUED, state: 'finished', startedAt: 1_000, completedAt: 253_000 };
const FAILED: SyncRun = { ...FINISHED, state: 'failed', requestedBy: 'U0BEN', detail: 'no <token> & co' };

describe('the history', () => {
  it('is told whole in one line, the newest with its name', () => {
    const { text } = historyMessage([FINISHED, FAILED, QUEUED, { ...QUEUED, state: 'waiting' }], '', NOW);
    expect(text).toContain(
      '4 syncs: 1 finished, 1 failed, 2 queued. The newest: <@U0ANA> asked C1 to sync Okta &lt;!channel&gt; / Prod &amp; Co, <!date^',
    );
    expect(text).toMatch(/\|2023-11-14 22:13 UTC>: finished in 4m 12s\.$/);
    expect(withoutMarkup(historyMessage([FAILED], 'okta <x>', NOW).text)).toMatch(
      /^1 sync of “okta <x>”: 1 failed\. The newest: .*failed: no <token> & co\.$/,
    );
  });

  it('is a table: who, when, how long, how it ended', () => {
    const { blocks } = historyMessage([FAILED, { ...QUEUED, state: 'paused', detail: 'bad sync' }], '', NOW);
    const [header, failed, paused] = (blocks[1] as { rows: { text?: string }[][] }).rows;
    expect(header?.map(({ text }) => text)).toEqual(['Connector', 'Asked for by', 'When', 'Took', 'How it ended']);
    expect(failed?.[0]).toEqual({ type: 'raw_text', text: 'Okta <!channel> / Prod & Co' });
    expect(JSON.stringify(failed?.[1])).toContain('"user_id":"U0BEN"');
    expect(JSON.stringify(failed?.[2])).toContain('2023-11-14 22:13 UTC');
    expect(failed?.[3]).toEqual({ type: 'raw_number', value: 252, text: '4m 12s' });
    expect(failed?.[4]).toEqual({ type: 'raw_text', text: 'failed: no <token> & co' });
    expect(paused?.slice(3)).toEqual([
      { type: 'raw_text', text: '—' },
      { type: 'raw_text', text: 'paused: bad sync' },
    ]);
  });

  it('has a chart once two have finished, and the way to all of it', () => {
    const kinds = (runs: readonly SyncRun[], words = '') => {
      const { blocks, fallback = [] } = historyMessage(runs, words, NOW);
      expect(problemsOfMessageBlocks(blocks)).toEqual([]);
      expect(problemsOfMessageBlocks(fallback)).toEqual([]);
      return [blocks.map(({ type }) => type), fallback.map(({ type }) => type)];
    };
    expect(kinds([FINISHED, QUEUED])[0]).toEqual(['section', 'data_table', 'actions']);
    expect(kinds([FINISHED, FINISHED])).toEqual([
      ['section', 'data_table', 'data_visualization', 'actions'],
      ['section', 'section', 'actions'],
    ]);
    const button = (words: string) => JSON.stringify(historyMessage([QUEUED], words, NOW).blocks.at(-1));
    expect(button('okta')).toMatch(/"action_id":"history_csv".*"value":"okta"/);
    expect(button('')).toContain('"value":" "');
  });

  it('says how many are left out, and fits into what Slack takes, however long the names are', () => {
    const worst: SyncRun = { ...FINISHED, label: '&'.repeat(75), state: 'failed', detail: '&'.repeat(500) };
    const { blocks, fallback } = historyMessage(Array(300).fill(worst), '', NOW);
    const rows = (blocks[1] as { rows: unknown[] }).rows.length - 1;
    expect(JSON.stringify(blocks.at(-1))).toContain(`And ${300 - rows} more: add words, or take the file.`);
    expect(problemsOfMessageBlocks(blocks)).toEqual([]);
    expect(problemsOfMessageBlocks(fallback)).toEqual([]);
  });

  it('of nothing says so, and offers no file', () => {
    expect(historyMessage([], '', NOW)).toMatchObject({
      text: 'No sync is recorded yet.',
      blocks: [{ type: 'section' }],
    });
    expect(historyMessage([], 'a & b', NOW).text).toBe('No sync of “a &amp; b” is recorded.');
  });
});
