import { describe, it } from 'vitest';
import { beforeTheFirstStart } from '../ops/doctor-stage.ts';
import { runDoctor } from './run-doctor.ts';
import type { Mode } from './stage.ts';

describe('a configuration that works', () => {
  it.concurrent.for<[Mode, string]>([
    ['socket', 'Socket Mode: Slack takes SLACK_APP_TOKEN'],
    ['http', 'HTTP mode: SLACK_SIGNING_SECRET is set'],
  ])('in %s mode no line is a ✗, and the exit code is 0', async ([mode, said], { expect, onTestFinished }) => {
    const stage = await beforeTheFirstStart(onTestFinished, mode);
    const { slack } = stage;
    const channel = slack.workspace.channel('general').id;
    const { code, report, ill } = await runDoctor({ ...stage.env, C1_SYNC_CHANNEL: channel });
    expect(ill).toEqual([]);
    for (const line of [
      '✓ Node.js: ',
      '✓ Environment: complete',
      `(${slack.botUserId}) in `,
      '✓ Slack scopes: all 7 of manifest.yml are granted',
      `✓ ${said}`,
      '✓ C1_SYNC_CHANNEL: ',
      '✓ C1_SYNC_ADMINS: a member of the workspace',
      '✓ C1 credential: C1 accepts it (private_key_jwt); a token lasts 60 min',
      '✓ Clock: agrees with that of Slack and C1',
      `✓ Store: ${stage.databasePath} does not exist yet`,
      '✓ Audit trail: ',
      '✓ Disk: ',
      'Nothing has to be mended: ',
    ]) {
      expect(report).toContain(line);
    }
    expect(report).toMatch(/✓ C1 role: \d+ applications and \d+ connectors can be listed; .* not tried/);
    expect(code).toBe(0);
  });

  it.concurrent('nothing is posted, no sync is started, and one token is asked for', async ({
    expect,
    onTestFinished,
  }) => {
    const stage = await beforeTheFirstStart(onTestFinished);
    stage.slack.forget();
    stage.c1.clearLog();
    const { report } = await runDoctor(stage.env);
    const [lines = ''] = report.split('\n\n');
    // Also without a channel for copies: what is not needed is nothing to wonder about.
    expect(lines.split('\n').filter((line) => !line.startsWith('✓ '))).toEqual([]);
    const asked = new Set(stage.slack.apiCalls.map(({ method }) => method));
    expect(asked).toEqual(new Set(['auth.test', 'apps.connections.open', 'users.info']));
    expect(stage.c1.requests.map(({ method, path }) => `${method} ${path}`)).not.toContainEqual(
      expect.stringMatching(/^POST (?!\/auth\/v1\/token$)/),
    );
    expect(stage.c1.tokenGrants).toBe(1);
  });
});

describe('an environment that cannot be used', () => {
  it.concurrent('all that is wrong is said with its cure, what can be asked is asked, and the exit code is 78', async ({
    expect,
    onTestFinished,
  }) => {
    const { env } = await beforeTheFirstStart(onTestFinished);
    const { SLACK_APP_TOKEN: _, ...rest } = env;
    const { code, report, ill } = await runDoctor({ ...rest, PORT: 'x' });
    expect(ill).toEqual([
      'SLACK_SIGNING_SECRET: is not set → paste the signing secret from "Basic Information", or set SLACK_APP_TOKEN for Socket Mode',
      'PORT: is not a whole number from 0 to 65535 → write one, or unset it for 3000',
    ]);
    expect(report).toContain('✓ Slack bot token: ');
    expect(report).toContain('✓ C1 credential: ');
    expect(code).toBe(78);
  });

  it.concurrent('a rotating token is named as one', async ({ expect, onTestFinished }) => {
    const { env } = await beforeTheFirstStart(onTestFinished);
    const { code, ill } = await runDoctor({ ...env, SLACK_BOT_TOKEN: 'xoxe.xoxb-1-rotating' });
    expect(ill).toEqual([expect.stringContaining('SLACK_BOT_TOKEN: is a rotating token (xoxe…), which ends after 12')]);
    expect(code).toBe(78);
  });
});
