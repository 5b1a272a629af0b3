import { describe, expect, it } from 'vitest';
import * as errors from '../../src/domain/errors.ts';
import { duration, escaped, link } from '../../src/slack/messages/mrkdwn.ts';
import { explain, withoutMarkup } from '../../src/slack/messages/problem.ts';

const context = { managers: ['U0ANA', 'U0BEN'], reference: '1b9d6bcd', now: Date.UTC(2026, 10, 23, 12, 0) };

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
    GroupUnreadable: new errors.GroupUnreadable('plan', 'x'),
    PersonUnreadable: new errors.PersonUnreadable('unanswered', 'x'),
    UnfitSubject: new errors.UnfitSubject('guest'),
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

  it('is one of its own for each reason to refuse, and each way Slack keeps its people from us', () => {
    const refusals = {
      'not-granted': 'list of people',
      expired: 'has ended',
      'out-of-scope': 'this connector',
      'not-this': 'cover this:',
      'not-a-manager': 'managers',
      'group-unknown': 'user group',
      'grants-unknown': 'cannot be read',
      guest: 'Guests',
      deactivated: 'deactivated',
      outsider: 'members of the workspace',
    } as const satisfies Record<errors.NotAllowedReason, string>;
    for (const [reason, part] of Object.entries(refusals)) {
      expect(explain(new errors.NotAllowed(reason as errors.NotAllowedReason), context)).toContain(part);
    }
    const groups = {
      plan: 'paid plan',
      gone: 'no such user group',
      scope: '`usergroups:read`',
      unanswered: 'a minute',
    };
    for (const [why, part] of Object.entries(groups)) {
      expect(explain(new errors.GroupUnreadable(why as errors.GroupUnreadableWhy, ''), context)).toContain(part);
    }
    for (const [why, part] of [
      ['scope', '`users:read`'],
      ['unanswered', 'a minute'],
    ] as const) {
      expect(explain(new errors.PersonUnreadable(why, ''), context)).toContain(part);
    }
  });

  it('names a clock that is wrong as the reason why C1 refuses the credential', () => {
    for (const skewMs of [420_000, -420_000]) {
      const sentence = explain(new errors.CredentialRefused('x', { skewMs }), context);
      expect(sentence).toContain("this server's clock is wrong by 7m");
      expect(sentence).not.toContain('expired');
    }
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
