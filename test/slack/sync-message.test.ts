import { describe, expect, it } from 'vitest';
import { CredentialRefused } from '../../src/domain/errors.ts';
import type { Outlook } from '../../src/domain/outlook.ts';
import type { RunState, SyncRun } from '../../src/domain/sync-run.ts';
import { endMessage, endReply } from '../../src/slack/messages/end-message.ts';
import { joinedMessage } from '../../src/slack/messages/joined-message.ts';
import { explain } from '../../src/slack/messages/problem.ts';
import { syncMessage } from '../../src/slack/messages/sync-message.ts';
import { QUEUED } from '../doubles/runs.ts';

const MINUTE = 60_000;
const NOW = QUEUED.changedAt;
const OUTLOOK: Outlook = { now: NOW, usualMs: null, unreadable: false };
const WHAT = 'Okta &lt;!channel&gt; / Prod &amp; Co';
const url = () => 'https://acme.conductor.one/';

function textOf(changes: Partial<SyncRun>, outlook: Partial<Outlook> = {}): string {
  return syncMessage({ ...QUEUED, ...changes }, { ...OUTLOOK, ...outlook }, url).text;
}

describe('the message about a run', () => {
  it('queued: the whole fact in one line, and in blocks, with nothing of it live but the person', () => {
    const more = 'It starts when C1 gets to it; a long sync takes minutes to hours.';
    const { text, blocks } = syncMessage({ ...QUEUED, reason: 'joiner\n<!here> waits' }, OUTLOOK, url);
    expect(text).toBe(`<@U0ANA> asked C1 to sync ${WHAT}: queued. ${more}`);
    expect(blocks.slice(0, 2)).toEqual([
      {
        type: 'section',
        text: { type: 'mrkdwn', text: `<@U0ANA> asked C1 to sync *${WHAT}*: *queued*\n${more}`, verbatim: true },
      },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: 'Reason: joiner &lt;!here&gt; waits', verbatim: true },
          { type: 'mrkdwn', text: 'Reference `1b9d6bcd`', verbatim: true },
        ],
      },
    ]);
    expect(JSON.stringify(blocks[2])).toMatch(/Watch.*Stop watching.*Open in C1/);
  });

  it.each<[string, Partial<SyncRun>, Partial<Outlook>, string]>([
    ['a long queue', {}, { now: NOW + 3 * MINUTE }, 'queued for 3 min; the connector may be offline.'],
    [
      'an earlier sync',
      { state: 'waiting' },
      {},
      'queued. An earlier sync of it is not over yet; this one starts after it.',
    ],
    ['running, the first time', { state: 'running' }, { now: NOW + 65_000 }, 'running for 1m 05s.'],
    [
      'running, with earlier syncs to compare',
      { state: 'running' },
      { now: NOW + MINUTE, usualMs: 4 * MINUTE },
      'running for 1m 00s. Earlier syncs took about 4m 00s, so by estimate it is 25 % through.',
    ],
    [
      'longer than usual',
      { state: 'running' },
      { now: NOW + 5 * MINUTE, usualMs: 4 * MINUTE },
      'running for 5m 00s. That is longer than usual: earlier syncs took about 4m 00s.',
    ],
    ['finished', { state: 'finished', startedAt: 5_000, completedAt: 257_000 }, {}, 'finished in 4m 12s.'],
    ['finished, without times', { state: 'finished' }, {}, 'finished.'],
    ['failed', { state: 'failed', detail: '401 from <okta> & co' }, {}, 'failed: 401 from &lt;okta&gt; &amp; co.'],
    ['failed, and C1 says nothing', { state: 'failed' }, {}, 'failed: C1 does not say why.'],
    [
      'paused',
      { state: 'paused', detail: 'resources halved' },
      {},
      'paused: resources halved. The connector does not sync until it is resumed.',
    ],
    ['gone', { state: 'gone' }, {}, 'failed: it no longer exists in C1.'],
    [
      'still running',
      { state: 'given-up', startedAt: 5_000, changedAt: NOW + 720 * MINUTE },
      {},
      'still running after 12h 00m. It is no longer followed: look at it in C1.',
    ],
    [
      'still queued',
      { state: 'given-up', changedAt: NOW + 30 * MINUTE },
      {},
      'still queued after 30 min. It is no longer followed: look at it in C1.',
    ],
  ])('%s', (_, changes, outlook, expected) => {
    expect(textOf(changes, outlook)).toBe(`<@U0ANA> asked C1 to sync ${WHAT}: ${expected}`);
  });

  it('refused: failed, and why', () => {
    const why = explain(new CredentialRefused('403'), { managers: [], reference: '1b9d6bcd', now: NOW });
    expect(syncMessage({ ...QUEUED, state: 'refused' }, OUTLOOK, url, why).text).toBe(
      `<@U0ANA> asked C1 to sync ${WHAT}: failed: ${why}`,
    );
  });

  it.each<[string, Partial<SyncRun>]>([
    ['refused', { state: 'refused' }],
    ['unclear', { state: 'unclear' }],
    ['asking', { state: 'asking' }],
    ['given up on an unclear one', { state: 'given-up', errorCode: 'c1_unavailable', changedAt: NOW + 30 * MINUTE }],
  ])('%s never claims that it is queued', (_, changes) => {
    expect(JSON.stringify(syncMessage({ ...QUEUED, ...changes }, OUTLOOK, url))).not.toMatch(/queued/);
  });

  it.each<RunState>(['asking', 'queued', 'unclear', 'waiting', 'running'])('%s never claims an end', (state) => {
    expect(textOf({ state })).not.toMatch(/finished|failed|still|paused/);
  });

  it('says that it may be out of date while C1 cannot be read', () => {
    expect(textOf({ state: 'running' }, { unreadable: true })).toContain('C1 cannot be read at the moment');
  });

  it('names who waits, and offers the next step at the end', () => {
    const watchers = [{ userId: 'U0BEN', direct: false }];
    expect(JSON.stringify(syncMessage({ ...QUEUED, watchers }, OUTLOOK, url))).toContain('Also waiting: <@U0BEN>');
    const ended = (state: RunState) => JSON.stringify(syncMessage({ ...QUEUED, state }, OUTLOOK, url).blocks);
    expect(ended('finished')).toMatch(/Sync again.*a\/c.*Open in C1/);
    expect(ended('paused')).toMatch(/Resume/);
    expect(ended('gone')).not.toMatch(/Sync again/);
    expect(ended('finished')).not.toMatch(/Watch/);
  });
});

describe('the last word', () => {
  const ended: SyncRun = {
    ...QUEUED,
    state: 'finished',
    startedAt: 0,
    completedAt: 8_000,
    watchers: [
      { userId: 'U0BEN', direct: false },
      { userId: 'U0CLEO', direct: true },
    ],
  };

  it('mentions the requester and those who watch here, in the thread', () => {
    expect(endReply(ended).text).toBe(`<@U0ANA> <@U0BEN> ${WHAT}: finished in 8s.`);
  });

  it('tells those elsewhere without a mention', () => {
    expect(endMessage(ended, url).text).toBe(`You wait for this sync: ${WHAT}: finished in 8s.`);
  });
});

describe('somebody whose request met another one', () => {
  it('waits for it; restarting is offered and has to be confirmed', () => {
    const { text, blocks } = joinedMessage({ ...QUEUED, state: 'running' }, 'U0BEN', NOW + 12_000);
    expect(text).toBe(
      `${WHAT} is already running for 12s: <@U0ANA> asked 12s ago. Nothing was sent again. ` +
        'You wait for it now and will be told when it ends.',
    );
    const buttons = JSON.stringify(blocks);
    expect(buttons).toMatch(/Stop watching.*Restart it.*"confirm":\{"title".*C1 may stop the sync/);
  });

  it('may be the same person', () => {
    const { text, blocks } = joinedMessage(QUEUED, 'U0ANA', NOW + 1_000);
    expect(text).toContain('as you asked');
    expect(JSON.stringify(blocks)).not.toContain('Stop watching');
  });
});
