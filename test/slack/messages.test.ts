import { describe, expect, it } from 'vitest';
import * as errors from '../../src/domain/errors.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { duration, escaped, link } from '../../src/slack/messages/mrkdwn.ts';
import { explain, withoutMarkup } from '../../src/slack/messages/problem.ts';
import { syncMessage } from '../../src/slack/messages/sync-message.ts';

const RUN: SyncRun = {
  id: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
  dedupeKey: 'view:V1:a/c',
  appId: 'a',
  connectorId: 'c',
  label: 'Okta <!channel> / Prod & Co',
  requestedBy: 'U0ANA',
  teamId: 'T0HOME',
  requestedAt: 0,
  reason: 'joiner\n<!here> waits',
  channelId: 'C1',
  state: 'queued',
  before: { state: 'done', startedAt: null, completedAt: null, updatedAt: null, lastError: null },
  errorCode: null,
  settledAt: 1,
};
const url = () => 'https://acme.conductor.one/';
const context = { managers: ['U0ANA', 'U0BEN'], reference: '1b9d6bcd', now: Date.UTC(2026, 10, 23, 12, 0) };

describe('the message about a run', () => {
  it('queued: the whole fact in one line, and in blocks, with nothing of it live but the person', () => {
    const what = 'Okta &lt;!channel&gt; / Prod &amp; Co';
    const more = 'It starts when C1 gets to it; a long sync takes minutes to hours.';
    expect(syncMessage(RUN, url)).toEqual({
      text: `<@U0ANA> asked C1 to sync ${what}: queued. ${more}`,
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: `<@U0ANA> asked C1 to sync *${what}*: *queued*\n${more}`, verbatim: true },
        },
        {
          type: 'context',
          elements: [
            { type: 'mrkdwn', text: 'Reason: joiner &lt;!here&gt; waits', verbatim: true },
            { type: 'mrkdwn', text: '<https://acme.conductor.one/|Open in C1>', verbatim: true },
            { type: 'mrkdwn', text: 'Reference `1b9d6bcd`', verbatim: true },
          ],
        },
      ],
    });
  });

  it('refused: failed, and why', () => {
    const why = explain(new errors.CredentialRefused('403'), context);
    expect(syncMessage({ ...RUN, state: 'refused' }, url, why).text).toBe(
      `<@U0ANA> asked C1 to sync Okta &lt;!channel&gt; / Prod &amp; Co: failed: ${why}`,
    );
  });

  it.each(['refused', 'unclear', 'asking'] as const)('%s never claims that it is queued', (state) => {
    expect(JSON.stringify(syncMessage({ ...RUN, state }, url))).not.toMatch(/queued/);
  });
});

describe('the sentence for an error', () => {
  const samples: Record<string, errors.C1SyncError> = {
    NotAllowed: new errors.NotAllowed('not-granted'),
    OutsiderRefused: new errors.OutsiderRefused('bot'),
    NoSuchConnector: new errors.NoSuchConnector('<!channel>'),
    ConnectorsUnknown: new errors.ConnectorsUnknown('x'),
    CredentialRefused: new errors.CredentialRefused('x'),
    ConnectorGone: new errors.ConnectorGone('x'),
    C1RateLimited: new errors.C1RateLimited(95_000),
    C1Rejected: new errors.C1Rejected('x'),
    C1Unavailable: new errors.C1Unavailable('x', 'maybe'),
    StoreFailed: new errors.StoreFailed('x'),
    BadInput: new errors.BadInput('Do <this>.'),
    LastManager: new errors.LastManager('x'),
  };
  const classes = Object.keys(errors).filter((name) => name !== 'C1SyncError');

  it('exists for every class of error, with codes of their own', () => {
    expect(Object.keys(samples).sort()).toEqual(classes.sort());
    const codes = Object.values(samples).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const unexpected = explain(new Error('boom'), context);
    for (const error of Object.values(samples)) expect(explain(error, context)).not.toBe(unexpected);
  });

  it.each(Object.entries(samples))('%s: says something, in one line, and shows nothing of the inside', (_, error) => {
    const sentence = explain(error, context);
    expect(sentence).toMatch(/\.$/);
    expect(sentence).not.toMatch(/\n|undefined|\[object|<!(?!date)/);
    expect(withoutMarkup(sentence)).not.toMatch(/<@|<!date|`/);
  });

  it('names who can help, five at most', () => {
    const managers = Array.from({ length: 7 }, (_, n) => `U0M${n}`);
    const sentence = explain(new errors.NotAllowed('not-granted'), { ...context, managers });
    expect(sentence).toContain('<@U0M4> and others');
    expect(sentence).not.toContain('U0M5');
    expect(withoutMarkup(sentence)).toContain('Ask a manager of c1-sync: they can add you.');
  });

  it('says until when C1 asks to wait', () => {
    expect(withoutMarkup(explain(samples.C1RateLimited, context))).toContain(
      'Try again at 2026-11-23 12:01 UTC (in 1m 35s)',
    );
  });

  it('for the unexpected carries the reference and no message of ours', () => {
    const sentence = explain(new Error('secret-token:conductorone.com:v1:abc'), context);
    expect(sentence).toContain('1b9d6bcd');
    expect(sentence).not.toContain('secret');
  });
});

describe('text from outside', () => {
  it('has exactly the three characters escaped, on one line, within its length', () => {
    expect(escaped('<!channel> & "x"\n*y*')).toBe('&lt;!channel&gt; &amp; "x" *y*');
    expect(escaped('x'.repeat(600))).toHaveLength(500);
  });
  it('cannot end a link early', () => {
    expect(link('https://c1.test/a|b>c', 'x|y>')).toBe('<https://c1.test/a%7Cb%3Ec|x|y&gt;>');
  });
  it.each([
    [0, '0s'],
    [59_400, '59s'],
    [252_000, '4m 12s'],
    [3_900_000, '1h 05m'],
  ])('%i ms is %s', (ms, text) => expect(duration(ms)).toBe(text));
});
