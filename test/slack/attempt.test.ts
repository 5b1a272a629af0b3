import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptOf } from '../../src/slack/attempt.ts';

const NOBODY = { actor: { userId: null, teamId: null }, channelId: null, words: '', refs: [] };
const ANA = { user: { id: 'UANA', team_id: 'T2' }, team: { id: 'T1' } };
const BY_ANA = { ...NOBODY, actor: { userId: 'UANA', teamId: 'T2' } };
const OKTA = { appId: 'okta', connectorId: 'prod' };

/** A modal whose menu has these chosen. */
function viewWith(...keys: readonly string[]) {
  const chosen = { selected_options: keys.map((value) => ({ value })) };
  const values = { connector_block: { connector: chosen }, reason_block: { reason: { value: 'a/b' } } };
  return { callback_id: 'request_sync', state: { values } };
}

describe('what somebody tried', () => {
  it.each([
    [
      'a command',
      { command: '/c1-sync', text: 'run okta', user_id: 'UANA', team_id: 'T2', channel_id: 'C1' },
      { ...BY_ANA, channelId: 'C1', what: '/c1-sync run', words: 'okta' },
    ],
    [
      'a command without words',
      { command: '/c1-sync', user_id: 'UANA', team_id: 'T2' },
      { ...BY_ANA, what: '/c1-sync open' },
    ],
    [
      'a command that cannot be read',
      { command: '/c1-sync', text: 'allow', user_id: 'UANA', team_id: 'T2' },
      { ...BY_ANA, what: '/c1-sync unreadable' },
    ],
    [
      'a button',
      { ...ANA, channel: { id: 'C1' }, actions: [{ action_id: 'sync_again', value: 'okta/prod' }] },
      { ...BY_ANA, channelId: 'C1', what: 'sync_again', refs: [OKTA] },
    ],
    [
      'a modal',
      { ...ANA, view: viewWith('okta/prod', 'no key', 'github/a') },
      { ...BY_ANA, what: 'request_sync', refs: [OKTA, { appId: 'github', connectorId: 'a' }] },
    ],
    [
      'a modal that remembers where it was opened',
      { ...ANA, view: { ...viewWith('okta/prod'), private_metadata: '{"c":"C1"}' } },
      { ...BY_ANA, channelId: 'C1', what: 'request_sync', refs: [OKTA] },
    ],
    ['a menu', { ...ANA, action_id: 'connector', value: 'okta' }, { ...BY_ANA, what: 'connector' }],
    ['a shortcut', { ...ANA, callback_id: 'sync_connector' }, { ...BY_ANA, what: 'sync_connector' }],
    [
      'an event',
      { team_id: 'T2', event: { type: 'app_home_opened', user: 'UANA' } },
      { ...BY_ANA, what: 'app_home_opened' },
    ],
    ['nothing that is known', {}, { ...NOBODY, what: 'unknown' }],
  ])('with %s', (_, payload, attempt) => expect(attemptOf(payload)).toEqual(attempt));

  it('is read of any payload, whoever sent it', () => {
    const some = fc.anything({ maxDepth: 4 });
    const keys = [
      'command',
      'text',
      'user',
      'user_id',
      'team_id',
      'view',
      'actions',
      'action_id',
      'callback_id',
    ] as const;
    const payload = fc.record(Object.fromEntries(keys.map((key) => [key, some])), { requiredKeys: [] });
    const view = fc.record({
      callback_id: some,
      private_metadata: fc.oneof(fc.json(), some),
      state: fc.record({ values: some }),
    });
    fc.assert(
      fc.property(fc.oneof(payload, fc.record({ view })), (sent) => {
        expect(attemptOf(sent).what).not.toBe('');
      }),
      { numRuns: 1_000 },
    );
  });
});
