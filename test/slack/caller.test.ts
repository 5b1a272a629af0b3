import { describe, expect, it } from 'vitest';
import { type CallerPayload, type Installation, identify } from '../../src/slack/caller.ts';

const HOME: Installation = {
  teamId: 'T1',
  enterpriseId: null,
  isEnterpriseInstall: false,
  botUserId: 'UBOT',
  botId: 'BBOT',
};
const GRID: Installation = { ...HOME, enterpriseId: 'E1' };
const ORG: Installation = { ...GRID, isEnterpriseInstall: true };

const reasonFor = (payload: CallerPayload, installation = HOME) => {
  try {
    identify(payload, installation);
    return 'taken';
  } catch (error) {
    return (error as { reason: string }).reason;
  }
};

describe('who is behind a payload', () => {
  it('a member, by a command', () => {
    expect(identify({ user_id: 'U1', team_id: 'T1' }, HOME)).toEqual({ userId: 'U1', teamId: 'T1' });
  });
  it('a member, by a click', () => {
    expect(identify({ user: { id: 'U1', team_id: 'T1' }, team: { id: 'T1' } }, HOME)).toEqual({
      userId: 'U1',
      teamId: 'T1',
    });
  });
  it.each<[string, CallerPayload, Installation?]>([
    ['a stranger who clicks in a shared channel', { user: { id: 'U1', team_id: 'T2' }, team: { id: 'T1' } }],
    ['a command of another team', { user_id: 'U1', team_id: 'T2' }],
    ['a payload of another team about one of ours', { user: { id: 'U1', team_id: 'T1' }, team: { id: 'T2' } }],
    ['a stranger of another organisation on Grid', { user: { id: 'U1', team_id: 'E2' }, team: { id: 'T1' } }, GRID],
    ['another workspace of the organisation, without an org-wide install', { user_id: 'U1', team_id: 'T2' }, GRID],
    ['another organisation, with an org-wide install', { user: { id: 'U1', team_id: 'T2' }, team: null }, ORG],
  ])('%s is refused', (_, payload, installation) => expect(reasonFor(payload, installation)).toBe('other-team'));

  it.each<[string, CallerPayload]>([
    ['our own bot', { user_id: 'UBOT', team_id: 'T1' }],
    ['Slackbot', { user_id: 'USLACKBOT', team_id: 'T1' }],
    ['a bot id', { user_id: 'B123', team_id: 'T1' }],
    ['a payload with bot_id', { user_id: 'U1', team_id: 'T1', bot_id: 'B1' }],
    ['a user marked as bot', { user: { id: 'U1', team_id: 'T1', is_bot: true } }],
  ])('%s is refused as a bot', (_, payload) => expect(reasonFor(payload)).toBe('bot'));

  it.each<[string, CallerPayload]>([
    ['no user', { team_id: 'T1' }],
    ['no team', { user_id: 'U1' }],
    ['no team of the person, only that of the installation', { user: { id: 'U1' }, team: { id: 'T1' } }],
    ['nulls', { user: null, team: null }],
    ['a user that is a word', { user: 'U1', team: { id: 'T1' } }],
  ])('a payload with %s is refused', (_, payload) => expect(reasonFor(payload)).toBe('unidentified'));

  it('on Grid, somebody whose team is the organisation', () => {
    expect(reasonFor({ user: { id: 'W1', team_id: 'E1' }, team: { id: 'T1' } }, GRID)).toBe('taken');
  });
  it('with an org-wide install, somebody of any of its workspaces, by a command or a click in it', () => {
    const click = { user: { id: 'U1', team_id: 'T7' }, team: { id: 'T7' }, enterprise: { id: 'E1' } };
    expect(reasonFor(click, ORG)).toBe('taken');
    expect(reasonFor({ user_id: 'U1', team_id: 'T7', enterprise_id: 'E1' }, ORG)).toBe('taken');
  });
  it('with an org-wide install, not a stranger whose click carries the organisation of the installation', () => {
    for (const team of [null, { id: 'T1' }]) {
      const click = { user: { id: 'U1', team_id: 'T9' }, team, enterprise: { id: 'E1' } };
      expect(reasonFor(click, ORG)).toBe('other-team');
    }
  });
});
