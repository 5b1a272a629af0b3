import { describe, expect, it } from 'vitest';
import type { SeenView } from '../../sandbox/slack/observed.ts';
import { allowBen, chooseByTyping, forceSyncCalls, openModal } from './flows.ts';
import { MODES, type Stage, setTheStage, startAgain } from './stage.ts';

/** What the person is told, alone, after this command. */
async function answerTo({ slack }: Stage, user: string, text: string): Promise<string> {
  const told = slack.ephemerals(user).length;
  await slack.slashCommand({ user, channel: 'general', text });
  return (await slack.waitFor(() => slack.ephemerals(user)[told])).text;
}

/** The same store and Slack, and a process that has asked Slack nothing yet. */
async function restarted(stage: Stage): Promise<Stage> {
  await stage.product.kill('SIGTERM');
  stage.slack.forget();
  return { ...stage, product: await startAgain(stage) };
}

const toldDirectly = ({ slack }: Stage, user: string, what: string) =>
  slack.waitFor(() => slack.messages(slack.dm(user)).find(({ text }) => text.includes(what)));

async function homeOf({ slack }: Stage, user: string, shows: RegExp): Promise<SeenView> {
  const shown = () => {
    const home = slack.home(user);
    return home !== undefined && shows.test(JSON.stringify(home.blocks)) ? home : undefined;
  };
  await slack.openHome(user);
  return slack.waitFor(shown);
}

describe.each(MODES)('a user group over %s', (mode) => {
  it('lets whoever is in it sync, until they leave it', async () => {
    const stage = await setTheStage({
      mode,
      slack: { userGroups: [{ handle: 'helpdesk', members: ['ben', 'cleo'] }] },
    });
    const { slack } = stage;
    const [group] = slack.workspace.userGroups.values();
    expect(await answerTo(stage, 'ana', 'allow @helpdesk on Okta')).toBe(
      `<!subteam^${group?.id}> may sync Okta until revoked. That is 2 people now.`,
    );
    await slack.slashCommand({ user: 'cleo', channel: 'general', text: 'run okta preview' });
    await slack.waitFor(() => forceSyncCalls(stage).length === 1);
    expect(await answerTo(stage, 'cleo', 'run github')).toContain('does not cover this connector');

    group?.members.delete(slack.workspace.person('cleo').id);
    const later = await restarted(stage);
    await slack.waitFor(() => slack.apiCalls.some(({ method }) => method === 'usergroups.users.list'));
    expect(await answerTo(later, 'cleo', 'run okta preview')).toContain('not on the list');
    expect(forceSyncCalls(stage)).toHaveLength(1);
    expect(slack.pings.filter(({ kind }) => kind === 'usergroup')).toEqual([]);
    expect(await answerTo(later, 'ana', 'revoke @helpdesk')).toContain('can no longer do this: sync Okta');
    expect(await answerTo(later, 'ben', 'run okta preview')).toContain('not on the list');
  });

  it('is given nothing in a workspace without user groups', async () => {
    const stage = await setTheStage({ mode, slack: { userGroups: [{ handle: 'helpdesk', members: ['ben'] }] } });
    stage.slack.workspace.paidPlan = false;
    expect(await answerTo(stage, 'ana', 'allow @helpdesk')).toContain('no user groups (they need a paid plan)');
    expect(await answerTo(stage, 'ben', 'run okta preview')).toContain('not on the list');
  });
});

describe.each(MODES)('what Slack says of a person, over %s', (mode) => {
  it('keeps guests, bots, strangers and people who left from being given access', async () => {
    const stage = await setTheStage({ mode });
    expect(await answerTo(stage, 'ana', 'allow @gil')).toContain('They are a guest');
    expect(await answerTo(stage, 'ana', 'allow @dee')).toContain('is deactivated');
    for (const name of ['robo', 'sam']) {
      expect(await answerTo(stage, 'ana', `allow @${name}`)).toContain('Bots and people of other workspaces');
    }
    expect(await answerTo(stage, 'ana', 'who')).toMatch(/^1 person may sync connectors\. <@\w+ANA> manages access/);
  });

  it('lets guests in where the operator says so', async () => {
    const stage = await setTheStage({ mode, env: { C1_SYNC_GUESTS: 'allow' } });
    stage.slack.workspace.channel('general').members.add(stage.slack.workspace.person('gil').id);
    expect(await answerTo(stage, 'ana', 'allow @gil')).toContain('may sync everything');
    await stage.slack.slashCommand({ user: 'gil', channel: 'general', text: 'run okta preview' });
    await stage.slack.waitFor(() => forceSyncCalls(stage).length === 1);
  });

  it('is asked again at submit: somebody made a guest meanwhile syncs nothing', async () => {
    const stage = await setTheStage({ mode });
    await allowBen(stage);
    const { slack } = stage;
    await openModal(stage, 'ben');
    await chooseByTyping(stage, 'ben', 'okta pre');
    slack.workspace.person('ben').kind = 'guest';
    slack.workspace.channel('general').members.add(slack.workspace.person('ben').id);
    await slack.submit('ben');
    expect(Object.values(slack.openViewFor('ben')?.errors ?? {})).toEqual([
      expect.stringContaining('Guests of the workspace cannot do this'),
    ]);
    expect(forceSyncCalls(stage)).toEqual([]);
    // What Slack said then is known: not even the window opens.
    expect(await answerTo(stage, 'ben', '')).toContain('Guests of the workspace cannot do this');
  });

  it('takes back the window of somebody who was made a guest before it opened', async () => {
    const stage = await setTheStage({ mode });
    await allowBen(stage);
    const { slack } = stage;
    slack.workspace.person('ben').kind = 'guest';
    slack.workspace.channel('general').members.add(slack.workspace.person('ben').id);
    await openModal(stage, 'ben');
    await slack.waitFor(() =>
      JSON.stringify(slack.openViewFor('ben')).includes('Guests of the workspace cannot do this'),
    );
    expect(JSON.stringify(slack.openViewFor('ben')?.blocks)).not.toContain('multi_external_select');
  });

  it('is needed: while Slack does not answer nothing is synced, and then it is', async () => {
    const before = await setTheStage({ mode });
    await allowBen(before);
    const stage = await restarted(before);
    const answers = stage.slack.faults.always('users.info', { status: 503 });
    expect(await answerTo(stage, 'ben', 'run okta preview')).toContain('Slack did not say who is a member');
    expect(forceSyncCalls(stage)).toEqual([]);
    answers();
    await stage.slack.slashCommand({ user: 'ben', channel: 'general', text: 'run okta preview' });
    await stage.slack.waitFor(() => forceSyncCalls(stage).length === 1);
  });

  it('names the scope that is missing', async () => {
    const scopes = ['commands', 'chat:write', 'im:write'];
    const stage = await setTheStage({ mode, slack: { scopes, userGroups: [{ handle: 'helpdesk', members: [] }] } });
    expect(await answerTo(stage, 'ana', 'allow @ben')).toContain('`users:read`');
    expect(await answerTo(stage, 'ana', 'allow @helpdesk')).toContain('`usergroups:read`');
  });
});

describe.each(MODES)('a right taken away just before the click, over %s', (mode) => {
  it('is missed on every surface: nothing is synced, and the person is told', async () => {
    const stage = await setTheStage({ mode });
    const { slack, c1 } = stage;
    await allowBen(stage);
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run google' });
    const message = await slack.waitFor(() => slack.messages('general').find(({ text }) => text.includes('asked C1')));
    expect(await answerTo(stage, 'ben', 'run okta')).not.toBe('');
    const candidates = slack.ephemerals('ben').at(-1);
    const { appId, connectorId } = c1.find('Okta', 'Okta Preview');
    const empty = await homeOf(stage, 'ben', /Choose favourites/);
    const menu = empty.blocks.find(({ element }) => (element as { action_id?: string })?.action_id === 'favourites');
    await slack.choose('ben', String(menu?.block_id), [`${appId}/${connectorId}`], { anyway: true });
    const home = await homeOf(stage, 'ben', /sync_favourite:0/);
    await openModal(stage, 'ben');
    await chooseByTyping(stage, 'ben', 'okta pre');

    expect(await answerTo(stage, 'ana', 'revoke @ben')).toContain('can no longer do this');
    if (candidates === undefined) throw new Error('no candidates');
    const clicks = [
      () => slack.click('ben', candidates, 'sync_candidate:0'),
      () => slack.click('ben', message, 'watch_run'),
      () => slack.click('ben', home, 'sync_favourite:0'),
    ];
    const refusals = () =>
      [...slack.ephemerals('ben'), ...slack.messages(slack.dm('ben'))].filter(({ text }) =>
        text.includes('not on the list'),
      );
    for (const click of clicks) {
      const before = refusals().length;
      await click();
      await slack.waitFor(() => refusals().length > before);
    }
    await slack.submit('ben');
    expect(Object.values(slack.openViewFor('ben')?.errors ?? {})[0]).toContain('not on the list');
    for (const callback of ['sync_connector']) {
      const before = refusals().length;
      await slack.globalShortcut('ben', callback);
      await slack.waitFor(() => refusals().length > before);
    }
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });
});

describe.each(MODES)('access in the Home tab over %s', (mode) => {
  it('is given in a modal and taken away with one click; the person reads both', async () => {
    const stage = await setTheStage({ mode, slack: { userGroups: [{ handle: 'helpdesk', members: ['ben'] }] } });
    const { slack } = stage;
    const empty = await homeOf(stage, 'ana', /Nobody has been given access yet/);
    await slack.click('ana', empty, 'give_access');
    await slack.waitFor(() => slack.openViewFor('ana'));
    const groups = await slack.typeahead('ana', 'group_block', 'help');
    expect(groups.options).toHaveLength(1);
    const { options } = await slack.typeahead('ana', 'grant_scope_block', 'okta');
    const [app] = options as { value: string }[];
    await slack.choose('ana', 'grant_scope_block', app?.value ?? '');
    await slack.choose('ana', 'person_block', slack.workspace.person('gil').id);
    await slack.submit('ana');
    expect(slack.openViewFor('ana')?.errors).toEqual({ person_block: expect.stringContaining('They are a guest') });

    await slack.choose('ana', 'person_block', slack.workspace.person('cleo').id);
    await slack.submit('ana');
    expect(slack.openViewFor('ana')).toBeUndefined();
    const { id } = slack.workspace.person('cleo');
    expect((await toldDirectly(stage, 'cleo', 'lets you')).text).toMatch(/lets you sync Okta until <!date/);
    await toldDirectly(stage, 'ana', `<@${id}> may sync Okta until`);
    await slack.slashCommand({ user: 'cleo', channel: 'general', text: 'run okta preview' });
    await slack.waitFor(() => forceSyncCalls(stage).length === 1);

    const home = await homeOf(stage, 'ana', /remove_grant:0/);
    expect(JSON.stringify(home.blocks)).toContain(`<@${id}> may sync Okta until`);
    await slack.click('ana', home, 'remove_grant:0');
    await toldDirectly(stage, 'cleo', 'took this away from you: sync Okta.');
    await homeOf(stage, 'ana', /Nobody has been given access yet/);
    expect(await answerTo(stage, 'cleo', 'run okta preview')).toContain('not on the list');
  });

  it('keeps its last manager, whoever clicks', async () => {
    const stage = await setTheStage({ mode });
    await answerTo(stage, 'ana', 'allow @ben as manager');
    await stage.product.kill('SIGTERM');
    const env = { ...stage.env, C1_SYNC_ADMINS: '' };
    const later = { ...stage, env, product: await startAgain({ ...stage, env }) };
    const home = await homeOf(later, 'ben', /remove_grant:0/);
    await stage.slack.click('ben', home, 'remove_grant:0');
    await toldDirectly(later, 'ben', 'the last person who can grant access');
    expect(await answerTo(later, 'ben', 'who')).toContain('1 person may sync');
  });
});
