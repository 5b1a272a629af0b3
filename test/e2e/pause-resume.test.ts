import { describe, expect, it } from 'vitest';
import type { ConnectorRef } from '../../sandbox/c1/catalog.ts';
import { allowBen, botMessages, forceSyncCalls } from './flows.ts';
import { MODES, type Stage, setTheStage, sharedStage, stageOfAll, startAgain } from './stage.ts';

/** A connector is read at most once in 5 s, and each step here begins with a reading. */
const PATIENCE_MS = 40_000;

const say = ({ slack }: Stage, user: string, text: string, channel = 'general') =>
  slack.slashCommand({ user, channel, text });

/** Of one connector, where tests run at the same time. */
const calls = ({ c1 }: Stage, action: 'pause' | 'resume', { connectorId }: Partial<ConnectorRef> = {}) =>
  c1.requests.filter(({ method, path }) => method === 'POST' && path.endsWith(`${connectorId ?? ''}/${action}`));

const said = (stage: Stage, words: string, of = '', channel = 'general') =>
  stage.slack.waitFor(
    () => botMessages(stage, channel).find(({ text }) => text.includes(words) && text.includes(of)),
    PATIENCE_MS,
  );

const whispered = ({ slack }: Stage, user: string, words: string) =>
  slack.waitFor(() => slack.ephemerals(user).find(({ text }) => text.includes(words)), PATIENCE_MS);

describe.concurrent('pause and resume', () => {
  const quick = { settings: { queueMs: 500, syncMs: 1_000 } };
  const env: Record<string, string> = {};
  const stages = {
    http: stageOfAll({
      mode: 'http',
      c1: quick,
      env,
      prepare: ({ slack }) => {
        env.C1_SYNC_CHANNEL = slack.workspace.channel('security').id;
      },
    }),
    socket: stageOfAll({ mode: 'socket', c1: quick }),
  };

  it.for(MODES)(
    'over %s: a pause is told to everybody with its undo; to resume is a sync, followed to its end',
    async (mode, { expect }) => {
      const stage = stages[mode]();
      const { slack, c1 } = stage;
      const google = c1.find('Google Workspace', 'Google Workspace');
      await say(stage, 'ana', 'pause google');
      const paused = await said(stage, ' paused ', 'Google');
      expect(paused.text).toBe(
        `<@${slack.workspace.person('ana').id}> paused Google Workspace / Google Workspace in C1: ` +
          'it neither syncs nor provisions until somebody resumes it.',
      );
      expect(calls(stage, 'pause', google)).toHaveLength(1);
      await say(stage, 'ana', 'run google');
      await whispered(stage, 'ana', 'Google Workspace / Google Workspace is paused in C1');
      expect(forceSyncCalls(stage)).toEqual([]);

      await slack.click('ana', paused, 'resume_connector');
      await said(stage, 'resumed', 'Google');
      const resumed = await said(stage, ': finished in 1s', 'Google');
      expect(resumed.text).toContain('Google Workspace / Google Workspace');
      expect(calls(stage, 'resume', google).map(({ path }) => path)).toEqual([
        `/api/v1/apps/${google.appId}/connectors/${google.connectorId}/resume`,
      ]);
      expect(forceSyncCalls(stage)).toEqual([]);
    },
  );

  it('of several connectors are buttons; to pause one of them is confirmed, and says what stops', async ({
    expect,
  }) => {
    const stage = stages.http();
    const { slack, c1 } = stage;
    const [preview, production] = ['Okta Preview', 'Okta Production'].map((name) => c1.find('Okta', name));
    await say(stage, 'ana', 'pause okta');
    const choice = await whispered(stage, 'ana', '2 connectors match');
    expect(choice.text).toContain('Which one shall be paused?');
    const denied = await slack.click('ana', choice, 'pause_connector:0', { deny: true });
    expect(JSON.stringify(denied.confirm)).toContain('its provisioning as well');
    for (const okta of [preview, production]) expect(calls(stage, 'pause', okta)).toEqual([]);
    await slack.click('ana', choice, 'pause_connector:0');
    expect((await said(stage, ' paused ', 'Okta')).text).toContain('Okta / Okta Preview');

    await say(stage, 'ana', 'resume okta');
    const candidates = await slack.waitFor(() =>
      slack.ephemerals('ana').find(({ text }) => text.includes('Which one shall be resumed?')),
    );
    await slack.click('ana', candidates, 'resume_connector:1');
    await whispered(stage, 'ana', 'Okta / Okta Production is not paused in C1, so nothing was sent.');
    await slack.click('ana', candidates, 'resume_connector:0');
    await said(stage, 'resumed', 'Okta');
    expect(calls(stage, 'resume', preview)).toHaveLength(1);
    expect(calls(stage, 'resume', production)).toEqual([]);
  });

  it('where the bot may not post, the pause is told by the response_url; C1_SYNC_CHANNEL has its copy', async ({
    expect,
  }) => {
    const stage = stages.http();
    await say(stage, 'ana', 'pause salesforce', 'board');
    expect(await said(stage, ' paused ', 'Salesforce', 'board')).toMatchObject({ source: 'response_url' });
    await said(stage, ' paused ', 'Salesforce', 'security');
  });

  it('a resume that gets lost in a crash is looked for in C1 at the next start, not sent again', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const stage = await setTheStage({ mode: 'http', onFinished, c1: { settings: { queueMs: 200, syncMs: 500 } } });
    const { c1, product } = stage;
    c1.faults.next('resume', 'never-answer-after-accept');
    await say(stage, 'ana', 'resume "Snowflake / Snowflake"');
    await stage.slack.waitFor(() => calls(stage, 'resume')[0], PATIENCE_MS);
    await product.kill();
    await startAgain(stage, onFinished);
    const end = await said(stage, ': finished in');
    expect(end.text).toContain('Snowflake / Snowflake');
    expect(calls(stage, 'resume')).toHaveLength(1);
  });
});

describe('a pause or a resume', () => {
  const shared = sharedStage({ mode: 'http' });

  it('needs a right of its own: to sync is not enough, and it is enough by itself', async () => {
    const stage = shared();
    const { slack } = stage;
    await allowBen(stage);
    await say(stage, 'ben', 'pause google');
    await whispered(stage, 'ben', 'does not cover this');
    await say(stage, 'ana', 'allow @ben to pause on Google Workspace because he is on call');
    await whispered(stage, 'ana', 'may pause and resume Google Workspace until revoked. Reason: he is on call');
    await say(stage, 'ben', 'pause google');
    const paused = await said(stage, ' paused ');
    await slack.click('cleo', paused, 'resume_connector');
    await whispered(stage, 'cleo', 'not on the list');
    expect(calls(stage, 'resume')).toEqual([]);
    await slack.click('ben', paused, 'resume_connector');
    await said(stage, 'resumed');
    expect(calls(stage, 'pause')).toHaveLength(1);
    expect(calls(stage, 'resume')).toHaveLength(1);
  });

  it('that C1 refuses is told to the person alone', async () => {
    const stage = shared();
    const { slack, c1 } = stage;
    c1.faults.next('pause', { status: 409, body: { code: 10, message: 'no' } });
    await say(stage, 'ana', 'pause salesforce');
    await whispered(stage, 'ana', 'Salesforce / Salesforce: C1 does not accept this');
    c1.faults.next('resume', { status: 403 });
    await say(stage, 'ana', 'resume "Snowflake / Snowflake"');
    await whispered(stage, 'ana', "C1 refuses the bot's credential");
    expect(botMessages(stage)).toEqual([]);
    expect(slack.messages(slack.dm('ana'))).toEqual([]);
  });

  it('whose answer gets lost is looked for in C1, and not sent again', async () => {
    const stage = shared();
    stage.c1.faults.next('pause', 'reset-after-accept');
    await say(stage, 'ana', 'pause github ent');
    await said(stage, ' paused ');
    expect(calls(stage, 'pause')).toHaveLength(1);
  });
});
