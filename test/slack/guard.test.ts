import { describe, expect, it } from 'vitest';
import {
  type C1SyncError,
  LastManager,
  NoSuchConnector,
  NotAllowed,
  OutsiderRefused,
  UnfitSubject,
} from '../../src/domain/errors.ts';
import { guard } from '../../src/slack/guard.ts';
import type { Message } from '../../src/slack/messages/block-kit.ts';
import type { Parts } from '../../src/slack/parts.ts';
import type { Refusal } from '../../src/use-cases/refusals.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

const HOME = { teamId: 'T1', enterpriseId: null, isEnterpriseInstall: false, botUserId: 'UBOT', botId: 'BBOT' };

/** What cleo is told and Slack is acknowledged with when a handler throws. */
async function refused(error: C1SyncError, { value = '', teamId = 'T1', inModal = false } = {}) {
  const told: (Message | string)[] = [];
  const acknowledged: unknown[] = [];
  const recorded: Refusal[] = [];
  const parts = {
    installation: HOME,
    access: { managers: () => ['UANA'] },
    clock: new ManualClock(),
    log: quiet,
    newId: () => '1b9d6bcd-bbfd',
    index: { find: () => ({ label: 'Okta / Prod' }) },
    refusals: { note: async (refusal: Refusal) => void recorded.push(refusal) },
    tellPerson: async (_: unknown, said: Message | string) => void told.push(said),
  } as unknown as Parts;
  const handler = async () => {
    throw error;
  };
  const body = {
    user: { id: 'UCLEO', team_id: teamId },
    team: { id: 'T1' },
    actions: [{ action_id: 'sync_again', value }],
  };
  const ack = async (answer: unknown) => void acknowledged.push(answer);
  await guard(parts, handler, inModal ? (_, sentence) => ({ sentence }) : undefined)({ body, ack });
  return { told: JSON.stringify(told), acknowledged, recorded };
}

describe('somebody who is refused', () => {
  it('is offered to ask for what the button was for', async () => {
    const { told, acknowledged } = await refused(new NotAllowed('out-of-scope'), { value: 'a/c' });
    expect(told).toMatch(/does not cover this connector.*"action_id":"ask_for_access".*"value":"a\/c"/);
    expect(acknowledged).toHaveLength(1);
  });

  it.each(['', 'a run id', 'a/b/c', '../c'])(
    'is offered to ask where the button, of value %j, is for no connector',
    async (value) => {
      expect((await refused(new NotAllowed('not-granted'), { value })).told).toMatch(/"ask_for_access".*"value":" "/);
    },
  );

  it.each([new NotAllowed('not-a-manager'), new NoSuchConnector('x'), new OutsiderRefused('other-team')])(
    'is offered nothing for $message',
    async (error) => {
      const { told } = await refused(error);
      expect(told).not.toContain('ask_for_access');
    },
  );

  it('of another team gets no direct message', async () => {
    expect((await refused(new NotAllowed('not-granted'), { teamId: 'T2' })).told).toBe('[]');
  });

  it('in a modal reads it there, as plain text', async () => {
    const { told, acknowledged } = await refused(new NotAllowed('not-granted'), { inModal: true });
    expect(told).toBe('[]');
    expect(JSON.stringify(acknowledged)).toContain('Ask a manager of c1-sync: they can add you.');
  });

  it('stands in the audit trail, with the reference that the log has', async () => {
    const { recorded } = await refused(new NotAllowed('out-of-scope'), { value: 'a/c' });
    expect(recorded).toEqual([
      {
        actor: { userId: 'UCLEO', teamId: 'T1' },
        channelId: null,
        connector: { appId: 'a', connectorId: 'c', label: 'Okta / Prod' },
        why: 'out-of-scope',
        reference: '1b9d6bcd',
        details: { what: 'sync_again' },
      },
    ]);
    const [stranger] = (await refused(new NotAllowed('not-granted'), { teamId: 'T2' })).recorded;
    expect(stranger).toMatchObject({ actor: { userId: 'UCLEO', teamId: 'T2' }, why: 'other-team' });
  });

  it('stands in it for what they may not do, not for what cannot be done', async () => {
    expect((await refused(new LastManager('x'))).recorded).toMatchObject([{ why: 'last_manager' }]);
    expect((await refused(new UnfitSubject('guest'))).recorded).toMatchObject([{ why: 'unfit_subject' }]);
    expect((await refused(new NoSuchConnector('x'))).recorded).toEqual([]);
  });
});
