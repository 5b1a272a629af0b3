import { describe, expect, it } from 'vitest';
import type { NamedConnector } from '../../src/domain/connector.ts';
import { C1Rejected, C1Unavailable, CredentialRefused } from '../../src/domain/errors.ts';
import { candidatesMessage } from '../../src/slack/messages/candidates.ts';
import {
  notPausedMessage,
  notResumedMessage,
  pauseButton,
  pausedMessage,
  resumeCandidate,
} from '../../src/slack/messages/pause-message.ts';
import { connector } from '../doubles/c1.ts';
import { QUEUED } from '../doubles/runs.ts';

const OKTA: NamedConnector = { ...connector('okta', 'prod'), appName: 'Okta', label: 'Okta / <!here> & Co', seenAt: 0 };
const CONTEXT = { managers: ['U0ANA'], reference: 'abcd1234', now: 0 };

describe('a pause', () => {
  it('is the whole fact in one line for everybody, with the way back', () => {
    const { text, blocks } = pausedMessage('U0BEN', OKTA);
    expect(text).toBe(
      '<@U0BEN> paused Okta / &lt;!here&gt; &amp; Co in C1: it neither syncs nor provisions until somebody resumes it.',
    );
    expect(blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [{ action_id: 'resume_connector', value: 'okta/prod', text: { text: 'Resume' } }],
    });
  });

  it('that was one before says since when, with the way back', () => {
    const was = { ...OKTA, paused: { since: Date.UTC(2026, 10, 23, 12), reason: '<maintenance>' } };
    const { text, blocks } = notPausedMessage({ kind: 'was-paused', connector: was }, CONTEXT);
    expect(text).toMatch(/^Okta .* is paused in C1 since <!date.*&lt;maintenance&gt;.* Nothing was sent\.$/);
    expect(JSON.stringify(blocks)).toContain('"resume_connector"');
  });

  it.each([
    ['unclear', new C1Unavailable('503', 'maybe'), /did not answer clearly.*shows no pause so far.*abcd1234/],
    ['refused', new C1Unavailable('refused', 'no'), /did not answer, so nothing was changed/],
    ['refused', new C1Rejected('409'), /does not accept this in its present state/],
    ['refused', new CredentialRefused('403'), /refuses the bot's credential/],
  ] as const)('that is %s by %s says what is known', (kind, error, said) => {
    const { text } = notPausedMessage({ kind, connector: OKTA, error }, CONTEXT);
    expect(text).toMatch(said);
    expect(text).toContain('Okta / &lt;!here&gt; &amp; Co');
    expect(text).not.toMatch(/queued|sync of it/);
  });

  it('is confirmed where it is one of several, within what Slack takes', () => {
    const long = { ...OKTA, label: '&'.repeat(75) };
    const { confirm, action_id: id } = pauseButton(long, 3);
    expect(id).toBe('pause_connector:3');
    expect(confirm?.text?.text).toContain('its provisioning as well');
    expect(confirm?.text?.text.length).toBeLessThanOrEqual(300);
    expect(confirm?.text?.text).toContain(long.label);
  });
});

describe('a resume', () => {
  it('that C1 refused carries the reference of its run', () => {
    const { text } = notResumedMessage({ ...QUEUED, state: 'refused' }, new C1Rejected('409'), CONTEXT);
    expect(text).toMatch(/^Okta &lt;!channel&gt; .*: C1 does not accept this.*`1b9d6bcd`\.$/);
  });

  it('of one of several asks for no confirmation', () => {
    const choice = { question: 'Which one shall be resumed?', button: resumeCandidate };
    const { text, blocks } = candidatesMessage('okta', [OKTA, OKTA], choice);
    expect(text).toBe('2 connectors match “okta”. Which one shall be resumed?');
    expect(JSON.stringify(blocks)).toMatch(/"resume_connector:0".*"resume_connector:1"/);
    expect(JSON.stringify(blocks)).not.toContain('confirm');
  });
});
