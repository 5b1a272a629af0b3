import { beforeAll, describe, expect, it } from 'vitest';
import {
  allowBen,
  askByModal,
  botMessages,
  chooseByTyping,
  forceSyncCalls,
  menuBlock,
  onlyForceSync,
  openModal,
} from './flows.ts';
import { MODES, type StageOptions, setTheStage, sharedStage } from './stage.ts';

const stages = { http: sharedStage({ mode: 'http' }), socket: sharedStage({ mode: 'socket' }) };

/** How many tokens the app took when it started. */
const taken = { http: 0, socket: 0 };
beforeAll(() => {
  for (const mode of MODES) taken[mode] = stages[mode]().c1.tokenGrants;
});

describe.each(MODES)('the main job over %s', (mode) => {
  it('command, three letters, submit: one force_sync and one message that says who, what and queued', async () => {
    const stage = stages[mode]();
    const { slack, c1 } = stage;
    await allowBen(stage);
    const before = c1.requests.length;

    const view = await openModal(stage, 'ben');
    expect(view.title).toBe('Sync a C1 connector');
    expect(await chooseByTyping(stage, 'ben', 'okt')).toBe('Okta / Okta Preview');
    await slack.fill('ben', 'reason_block', 'joiner cannot log in');
    const submitted = await slack.submit('ben');
    expect(submitted).toMatchObject({ acked: true });
    expect(slack.openViewFor('ben')).toBeUndefined();

    const message = await slack.waitFor(() => botMessages(stage)[0]);
    expect(message.text).toMatch(new RegExp(`^<@${slack.workspace.person('ben').id}> .*Okta / Okta Preview.*queued`));
    expect(JSON.stringify(message.blocks)).toContain('joiner cannot log in');
    expect(botMessages(stage)).toHaveLength(1);

    const sync = onlyForceSync(stage);
    expect(sync).toMatchObject({ ...c1.find('Okta', 'Okta Preview'), body: {} });
    expect(sync.authorization).toMatch(/^Bearer \S+$/);
    expect(taken[mode] + c1.tokenGrants).toBe(1);
    const calls = c1.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(calls.filter((call) => call.startsWith('POST'))).toEqual([
      `POST /api/v1/apps/${sync.appId}/connectors/${sync.connectorId}/force_sync`,
    ]);
  });
});

describe.each(MODES)('other ways to the same over %s', (mode) => {
  const shared = stages[mode];

  it('words behind the command choose the best match', async () => {
    const stage = shared();
    const view = await openModal(stage, 'ana', 'github ent');
    expect(JSON.stringify(view.values)).toContain('GitHub / GitHub Enterprise');
    await stage.slack.submit('ana');
    await stage.slack.waitFor(() => botMessages(stage)[0]);
    expect(onlyForceSync(stage)).toMatchObject(stage.c1.find('GitHub', 'GitHub Enterprise'));
  });

  it('run with words that match one connector syncs at once', async () => {
    const stage = shared();
    await stage.slack.slashCommand({ user: 'ana', channel: 'general', text: 'run google' });
    const message = await stage.slack.waitFor(() => botMessages(stage)[0]);
    expect(message.text).toContain('Google Workspace / Google Workspace');
    expect(message.text).toContain('queued');
    onlyForceSync(stage);
  });

  it('run with words that match several shows them as buttons, and one click syncs', async () => {
    const stage = shared();
    const { slack } = stage;
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run okta' });
    const choice = await slack.waitFor(() => slack.ephemerals('ana')[0]);
    expect(choice.text).toContain('2 connectors match');
    expect(forceSyncCalls(stage)).toHaveLength(0);
    await slack.click('ana', choice, 'sync_candidate:1');
    const message = await slack.waitFor(() => botMessages(stage)[0]);
    expect(message.text).toContain('Okta / Okta Production');
    onlyForceSync(stage);
  });

  it('several connectors chosen at once: one request and one message each', async () => {
    const stage = shared();
    const { slack, c1 } = stage;
    const view = await openModal(stage, 'ana');
    const { options } = await slack.typeahead('ana', menuBlock(view), 'aws sandbox');
    await slack.choose(
      'ana',
      menuBlock(view),
      options.map(({ value }) => String(value)),
    );
    await slack.submit('ana');
    await slack.waitFor(() => botMessages(stage).length === 2);
    expect(new Set(c1.forceSyncs.map(({ connectorId }) => connectorId)).size).toBe(2);
    expect(forceSyncCalls(stage)).toHaveLength(2);
  });
});

describe('where the confirmation goes', () => {
  const shared = stages.http;

  it('into a private channel without the bot: by the response_url', async () => {
    const stage = shared();
    await askByModal(stage, 'ana', 'recruiting', 'board');
    const message = await stage.slack.waitFor(() => botMessages(stage, 'board')[0]);
    expect(message).toMatchObject({ source: 'response_url' });
    expect(message.text).toContain('queued');
  });

  it("when channel and response_url refuse: into the person's direct messages", async () => {
    const stage = shared();
    stage.slack.faults.always('response_url', { status: 404 });
    await askByModal(stage, 'ana', 'salesforce', 'board');
    const message = await stage.slack.waitFor(() => stage.slack.messages(stage.slack.dm('ana'))[0]);
    expect(message.text).toContain('queued');
  });

  it('nowhere but to the person when they leave the place empty', async () => {
    const stage = shared();
    await openModal(stage, 'ana', 'aws org');
    await stage.slack.choose('ana', 'place_block', []);
    await stage.slack.submit('ana');
    await stage.slack.waitFor(() => stage.slack.messages(stage.slack.dm('ana'))[0]);
    expect(botMessages(stage)).toHaveLength(0);
  });

  it('when Slack refuses everything: the log has the whole sentence', async () => {
    const stage = shared();
    stage.slack.faults.always('response_url', { status: 404 });
    stage.slack.faults.always('chat.postMessage', { error: 'restricted_action' });
    await askByModal(stage, 'ana', 'github cloud');
    const line = await stage.product.logged(({ msg }) => msg === 'nobody could be told of a sync');
    expect(String(line.said)).toContain('queued');
    onlyForceSync(stage);
  });

  it('and a copy to C1_SYNC_CHANNEL', async () => {
    const env: Record<string, string> = {};
    const prepare: StageOptions['prepare'] = ({ slack }) => {
      env.C1_SYNC_CHANNEL = slack.workspace.channel('security').id;
    };
    const stage = await setTheStage({ mode: 'http', env, prepare });
    await askByModal(stage, 'ana', 'google');
    expect((await stage.slack.waitFor(() => botMessages(stage, 'security')[0])).text).toContain('queued');
    expect(botMessages(stage)).toHaveLength(1);
  });
});
