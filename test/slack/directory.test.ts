import { type FetchFunction, WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { SlackSandboxOptions } from '../../sandbox/slack/server.ts';
import type { Installation } from '../../src/slack/caller.ts';
import { createSlackDirectory } from '../../src/slack/directory/slack-directory.ts';
import { standingOf } from '../../src/slack/directory/standing-of.ts';
import { quiet } from '../doubles/log.ts';
import { silent, withSlack } from '../sandbox/slack/with-slack.ts';

const HOME: Installation = {
  teamId: 'T1',
  enterpriseId: null,
  isEnterpriseInstall: false,
  botUserId: 'UBOT',
  botId: 'BBOT',
};
const GRID: Installation = { ...HOME, enterpriseId: 'E1' };
const ORG: Installation = { ...GRID, isEnterpriseInstall: true };

async function inSandbox(options?: SlackSandboxOptions) {
  const { slack, client } = await withSlack(options);
  const installation = { ...HOME, teamId: slack.workspace.team.id };
  const directory = createSlackDirectory({ installation, interactive: client, background: client, log: quiet });
  return { slack, directory };
}

/** Slack as one answer to everything. */
function answering(answer: () => Response, installation = HOME) {
  const asked: URLSearchParams[] = [];
  const warnings: string[] = [];
  const fetch = async (_url: string | URL, init?: { body?: unknown }) => {
    asked.push(new URLSearchParams(String(init?.body)));
    return answer();
  };
  const client = new WebClient('xoxb-1', {
    fetch: fetch as FetchFunction,
    logger: silent,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  const log = { ...quiet, warn: (_: object, message: string) => void warnings.push(message) };
  const directory = createSlackDirectory({ installation, interactive: client, background: client, log });
  return { directory, asked, warnings };
}
const refusing = (error: string) => () => Response.json({ ok: false, error });

describe('the members of a user group, from Slack', () => {
  it('are its user ids', async () => {
    const { slack, directory } = await inSandbox({ userGroups: [{ handle: 'helpdesk', members: ['ana', 'ben'] }] });
    const ids = ['ana', 'ben'].map((name) => slack.workspace.person(name).id);
    const [group] = slack.workspace.userGroups.keys();
    expect(await directory.readGroup(`${group}`)).toEqual(new Set(ids));
    await expect(directory.readGroup('S0NONE')).rejects.toMatchObject({ why: 'gone' });
    slack.workspace.paidPlan = false;
    await expect(directory.readGroup(`${group}`)).rejects.toMatchObject({ why: 'plan' });
  });

  it.each([
    ['missing_scope', 'scope'],
    ['no_permission', 'scope'],
    ['unknown_method', 'plan'],
    ['fatal_error', 'unanswered'],
  ])('are unreadable after %s: %s', async (error, why) => {
    await expect(answering(refusing(error)).directory.readGroup('S1')).rejects.toMatchObject({ why, retryAfterMs: 0 });
  });

  it.each<[string, () => Response]>([
    ['an answer without them', () => Response.json({ ok: true })],
    ['a server error', () => new Response('oops', { status: 503 })],
    ['no connection', () => Response.error()],
  ])('are unreadable after %s', async (_, answer) => {
    await expect(answering(answer).directory.readGroup('S1')).rejects.toMatchObject({ why: 'unanswered' });
  });

  it('are to be asked for later after a rate limit', async () => {
    const limited = () => new Response('', { status: 429, headers: { 'retry-after': '30' } });
    const reading = answering(limited).directory.readGroup('S1');
    await expect(reading).rejects.toMatchObject({ why: 'unanswered', retryAfterMs: 30_000 });
  });

  it('are asked for with the workspace by an app of the whole organisation', async () => {
    for (const [installation, team] of [
      [HOME, null],
      [ORG, 'T1'],
    ] as const) {
      const { directory, asked } = answering(() => Response.json({ ok: true, users: [] }), installation);
      expect(await directory.readGroup('S1')).toEqual(new Set());
      expect(asked.map((one) => one.get('team_id'))).toEqual([team]);
    }
  });
});

describe('the standing of a person, from Slack', () => {
  it.each([
    ['ana', 'member'],
    ['gil', 'guest'],
    ['sam', 'stranger'],
    ['robo', 'bot'],
    ['dee', 'deactivated'],
  ])('of %s is %s', async (name, standing) => {
    const { slack, directory } = await inSandbox();
    expect(await directory.readStanding(slack.workspace.person(name).id)).toBe(standing);
  });

  it('of somebody Slack does not know or show is that of a stranger', async () => {
    for (const error of ['user_not_found', 'user_not_visible']) {
      expect(await answering(refusing(error)).directory.readStanding('U1')).toBe('stranger');
    }
  });

  it.each<[string, () => Response, string]>([
    ['missing_scope', refusing('missing_scope'), 'scope'],
    ['another refusal', refusing('fatal_error'), 'unanswered'],
    ['a rate limit', () => new Response('', { status: 429, headers: { 'retry-after': '1' } }), 'unanswered'],
    ['an answer about nobody', () => Response.json({ ok: true }), 'unanswered'],
  ])('is unreadable after %s', async (_, answer, why) => {
    await expect(answering(answer).directory.readStanding('U1')).rejects.toMatchObject({
      code: 'person_unreadable',
      why,
    });
  });

  it('is that of a member where a server like Slack knows no people, which the log says once', async () => {
    const { directory, warnings } = answering(refusing('unknown_method'));
    expect(await directory.readStanding('U1')).toBe('member');
    expect(await directory.readStanding('U2')).toBe('member');
    expect(warnings).toHaveLength(1);
  });
});

describe('the list of user groups, from Slack', () => {
  it('has their names and handles, without those that are disabled', async () => {
    const { slack, directory } = await inSandbox({
      userGroups: [
        { handle: 'helpdesk', name: 'Help Desk', members: ['ana'] },
        { handle: 'old', members: ['ben'] },
      ],
    });
    const [help, old] = [...slack.workspace.userGroups.values()];
    if (old !== undefined) old.disabled = true;
    expect(await directory.listGroups()).toEqual([{ groupId: help?.id, name: 'Help Desk', handle: 'helpdesk' }]);
    slack.workspace.paidPlan = false;
    await expect(directory.listGroups()).rejects.toMatchObject({ why: 'plan' });
    slack.setScopes(['commands']);
    await expect(directory.listGroups()).rejects.toMatchObject({ why: 'scope' });
  });

  it('is not believed in another form', async () => {
    const { directory } = answering(() => Response.json({ ok: true }));
    await expect(directory.listGroups()).rejects.toMatchObject({ why: 'unanswered' });
  });

  it('is asked for by workspace with a token of the organisation', async () => {
    const { directory, asked } = answering(() => Response.json({ ok: true, usergroups: [{ id: 'S1' }, {}] }), ORG);
    expect(await directory.listGroups()).toEqual([{ groupId: 'S1', name: '', handle: '' }]);
    expect(asked[0]?.get('team_id')).toBe('T1');
  });
});

describe('what the flags of a person mean', () => {
  const user = { id: 'U1', team_id: 'T1' };

  it.each<[string, object, string, Installation?]>([
    ['a member', {}, 'member'],
    ['a single-channel guest', { is_ultra_restricted: true }, 'guest'],
    ['a multi-channel guest', { is_restricted: true }, 'guest'],
    ['a guest who left', { is_restricted: true, deleted: true }, 'deactivated'],
    ['Slackbot, which is not marked as a bot', { id: 'USLACKBOT' }, 'bot'],
    ['our own bot', { id: 'UBOT' }, 'bot'],
    ['a workflow', { is_workflow_bot: true }, 'bot'],
    ['somebody of another team', { team_id: 'T2' }, 'stranger'],
    ['a guest of another team', { team_id: 'T2', is_restricted: true }, 'stranger'],
    ['somebody whose team is not said', { team_id: undefined }, 'stranger'],
    ['on Grid, somebody whose team is the organisation', { team_id: 'E1' }, 'member', GRID],
    [
      'on Grid, a colleague who is in our workspace as well',
      { team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T2', 'T1'] } },
      'member',
      GRID,
    ],
    [
      'on Grid, a colleague of another workspace',
      { team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T2'] } },
      'stranger',
      GRID,
    ],
    [
      'the same, with an org-wide install',
      { team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T2'] } },
      'member',
      ORG,
    ],
    [
      'somebody of another organisation, with an org-wide install',
      { team_id: 'T3', enterprise_user: { enterprise_id: 'E2', teams: ['T3'] } },
      'stranger',
      ORG,
    ],
  ])('%s', (_, flags, standing, installation = HOME) => {
    expect(standingOf({ ...user, ...flags }, installation)).toBe(standing);
  });
});
