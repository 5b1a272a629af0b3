import type { FetchFunction } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { measuredTransport } from '../../src/slack/measured-transport.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { RecordingMetrics } from '../doubles/metrics.ts';

function setUp(answer: () => Promise<Response>) {
  const clock = new ManualClock();
  const metrics = new RecordingMetrics();
  const given: unknown[] = [];
  const slow = async (...args: unknown[]) => {
    given.push(args);
    await clock.advance(120);
    return answer();
  };
  const plain = { fetchWithin: () => slow as FetchFunction, close: () => undefined };
  const transport = measuredTransport(plain, { apiUrl: 'https://slack.com/api/', clock, metrics });
  const fetch = transport.fetchWithin(1_000);
  return { fetch, metrics, given };
}

describe('a request to Slack is measured', () => {
  it('by method and status, and is otherwise the same', async () => {
    const answer = new Response('slow down', { status: 429 });
    const { fetch, metrics, given } = setUp(async () => answer);
    const init = { method: 'POST' };
    expect(await fetch('https://slack.com/api/chat.postMessage', init)).toBe(answer);
    expect(given).toEqual([['https://slack.com/api/chat.postMessage', init]]);
    expect(metrics.seen).toEqual(['slackRequest chat.postMessage 429 120 ms']);
  });

  it('without a status where no answer came; the error is the same', async () => {
    const gone = new Error('socket hang up');
    const { fetch, metrics } = setUp(() => Promise.reject(gone));
    await expect(fetch('https://slack.com/api/views.open')).rejects.toBe(gone);
    expect(metrics.seen).toEqual(['slackRequest views.open undefined 120 ms']);
  });

  it.each([
    'https://hooks.slack.com/commands/T0/1/secret',
    'https://files.slack.com/upload/v1/secret',
    'https://slack.com.evil.test/api/secret',
  ])('with nothing of the address %s, which may be a secret', async (url) => {
    const { fetch, metrics } = setUp(async () => new Response());
    await fetch(url);
    expect(metrics.seen).toEqual(['slackRequest  200 120 ms']);
  });
});
