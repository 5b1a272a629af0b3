import { describe, it } from 'vitest';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { beforeTheFirstStart, illOf, linesOf } from './doctor-stage.ts';

describe('Slack', () => {
  it.concurrent('a bot token that is refused', async ({ expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    stage.slack.revokeToken('bot');
    const ill = await illOf(stage.env);
    expect(ill).toEqual([
      expect.stringMatching(/^Slack bot token: Slack refuses it \(token_revoked\) → .*copy the token/),
    ]);
  });

  it.concurrent('an app token that is refused', async ({ expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    stage.slack.revokeToken('app', 'invalid_auth');
    const ill = await illOf(stage.env);
    expect(ill).toEqual([expect.stringMatching(/^Socket Mode: .*\(invalid_auth\) → generate .* connections:write/)]);
  });

  it.concurrent('each scope that is missing, with what is missed without it', async ({ expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    stage.slack.setScopes(['commands', 'chat:write', 'chat:write.public', 'im:write', 'users:read', 'channels:read']);
    const ill = await illOf(stage.env);
    expect(ill).toEqual([
      expect.stringMatching(
        /^Slack scopes: without files:write, the history cannot be sent as a CSV file → .*reinstall/,
      ),
      expect.stringMatching(/^Slack scopes: without usergroups:read, /),
    ]);
  });

  it.concurrent('a private channel without the bot in it', async ({ expect, onTestFinished }) => {
    const { slack, env } = await beforeTheFirstStart(onTestFinished);
    // A Slack that looks at the scope first tells nothing of the channel.
    slack.faults.always('conversations.info', { error: 'missing_scope' });
    const ill = await illOf({ ...env, C1_SYNC_CHANNEL: slack.workspace.channel('board').id });
    expect(ill).toEqual([expect.stringMatching(/^C1_SYNC_CHANNEL: .*private without c1-sync in it → type \/invite/)]);
  });

  it.concurrent('a channel that the bot is not in, where the scopes let it look', async ({
    expect,
    onTestFinished,
  }) => {
    const { slack, env } = await beforeTheFirstStart(onTestFinished);
    slack.setScopes([
      'commands',
      'chat:write',
      'im:write',
      'files:write',
      'users:read',
      'usergroups:read',
      'channels:read',
    ]);
    const ill = await illOf({ ...env, C1_SYNC_CHANNEL: slack.workspace.channel('it-help').id });
    expect(ill.at(-1)).toMatch(/^C1_SYNC_CHANNEL: c1-sync is not in #it-help → type \/invite/);
  });

  it.concurrent('admins that are none', async ({ expect, onTestFinished }) => {
    const { slack, env } = await beforeTheFirstStart(onTestFinished);
    const [gil, dee] = ['gil', 'dee'].map((name) => slack.workspace.person(name).id);
    const ill = await illOf({ ...env, C1_SYNC_ADMINS: `${env.C1_SYNC_ADMINS},${gil},${dee},U0NOBODY` });
    expect(ill).toEqual([
      expect.stringContaining(`C1_SYNC_ADMINS: ${gil} is a guest of the workspace → correct the id`),
      expect.stringContaining(`C1_SYNC_ADMINS: ${dee} is deactivated → `),
      expect.stringContaining('C1_SYNC_ADMINS: U0NOBODY is nobody in this workspace → '),
    ]);
  });

  it.concurrent('a Slack that cannot be reached', async ({ expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    await stage.slack.close();
    const ill = await illOf(stage.env);
    expect(ill).toEqual([
      expect.stringMatching(/^Slack bot token: Slack gave no answer \(ECONNREFUSED\) → let this machine reach Slack/),
      expect.stringMatching(/^Socket Mode: Slack gave no answer \(ECONNREFUSED\)/),
    ]);
  });
});

describe('C1', () => {
  it.concurrent('a secret of another credential', async ({ expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    const { clientSecret } = stage.c1.issueCredential();
    const ill = await illOf({ ...stage.env, C1_CLIENT_SECRET: clientSecret });
    expect(ill).toEqual([
      expect.stringMatching(/^C1 credential: .* 401 invalid_client.* → look at the credential in C1/),
    ]);
  });

  it.concurrent('a role that may not list', async ({ expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    stage.c1.faults.always('api', { status: 403, body: { code: 7, message: 'permission denied' } });
    const lines = await linesOf(stage.env);
    expect(lines).toContainEqual(expect.stringContaining('✓ C1 credential: '));
    expect(lines.filter((line) => line.startsWith('✗'))).toEqual([
      expect.stringMatching(/^✗ C1 role: .*403: permission denied.* → give .*Connector Administrator/),
    ]);
  });

  it.concurrent('a ready token that has ended: a new one is the first cure', async ({ expect, onTestFinished }) => {
    const { env, c1 } = await beforeTheFirstStart(onTestFinished);
    const { C1_CLIENT_ID: _, C1_CLIENT_SECRET: __, ...rest } = env;
    const withToken = { ...rest, C1_ACCESS_TOKEN: 'ended' };
    expect(await illOf(withToken)).toEqual([
      expect.stringMatching(/^C1 role: .* 401.* → if C1_ACCESS_TOKEN has ended, set a new one; if not: give /),
    ]);
    const form = { grant_type: 'client_credentials', client_id: c1.clientId, client_secret: c1.clientSecret };
    const grant = await fetch(`${c1.baseUrl}/auth/v1/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token: C1_ACCESS_TOKEN } = (await grant.json()) as { access_token: string };
    const lines = await linesOf({ ...rest, C1_ACCESS_TOKEN });
    expect(lines).toContainEqual(expect.stringMatching(/^✓ C1 credential: .* cannot renew it$/));
    expect(lines.filter((line) => line.startsWith('✗'))).toEqual([]);
  });

  it.concurrent('a role that lists nothing', async ({ expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    stage.c1.setConnectors([]);
    const ill = await illOf(stage.env);
    expect(ill).toEqual([expect.stringMatching(/^C1 role: C1 lists no application → give .*Connector Administrator/)]);
  });

  it.concurrent('a clock of C1 that is not ours', async ({ expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    stage.c1.configure({ skewMs: 5 * 60_000 });
    const ill = await illOf({ ...stage.env, C1_AUTH_METHOD: 'client_secret_post' });
    expect(ill).toEqual([expect.stringMatching(/^Clock: .* and (299|300|301) s behind that of C1 → set it right/)]);
  });

  it.concurrent('a grant refused for the clock: its cure is the clock, not the credential', async ({
    expect,
    onTestFinished,
  }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    stage.c1.configure({ skewMs: 5 * 60_000 });
    const [credential] = await illOf(stage.env);
    expect(credential).toMatch(/^C1 credential: .* clock skew: .* → set this machine's clock right/);
  });

  it.concurrent('a clock of ours that is wrong by all others', async ({ expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    const fast = { now: () => systemClock.now() + 5 * 60_000, sleep: systemClock.sleep };
    const ill = await illOf({ ...stage.env, C1_AUTH_METHOD: 'client_secret_post' }, fast);
    expect(ill).toEqual([
      expect.stringMatching(/^Clock: .*ahead of that of Slack and \d+ s ahead of that of C1 → set/),
    ]);
  });
});
