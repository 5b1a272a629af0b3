import { describe, expect, it, onTestFinished } from 'vitest';
import type { SeenView } from '../../sandbox/slack/observed.ts';
import { theUsualScopes } from '../../sandbox/slack/tokens.ts';
import { allow, allowBen, answerTo, chooseByTyping, forceSyncCalls, openModal } from './flows.ts';
import { grantedBefore } from './granted-before.ts';
import { MODES, type Stage, sharedStage, startAgain } from './stage.ts';

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

describe.each(MODES)('access over %s', (mode) => {
  const people = ['eve', 'finn', 'nora'].map((name) => ({ name }));
  const userGroups = [
    { handle: 'helpdesk', members: ['ben'] },
    { handle: 'nobody', members: [] },
  ];
  const shared = sharedStage({ mode, slack: { people, userGroups } });

  it('in the Home tab: given in a modal and taken away with one click; the person reads both', async () => {
    const stage = shared();
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
    expect((await answerTo(stage, 'cleo', 'run okta preview')).text).toContain('not on the list');
  });

  it('is not given to guests, bots, strangers and people who left', async () => {
    const stage = shared();
    expect((await answerTo(stage, 'ana', 'allow @gil')).text).toContain('They are a guest');
    expect((await answerTo(stage, 'ana', 'allow @dee')).text).toContain('is deactivated');
    for (const name of ['robo', 'sam']) {
      expect((await answerTo(stage, 'ana', `allow @${name}`)).text).toContain('Bots and people of other workspaces');
    }
    expect((await answerTo(stage, 'ana', 'who')).text).toMatch(
      /^1 person may sync connectors\. <@\w+ANA> manages access/,
    );
  });

  it('taken away just before the click is missed on every surface: nothing is synced, and the person is told', async () => {
    const stage = shared();
    const { slack, c1 } = stage;
    await allowBen(stage);
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run google' });
    const message = await slack.waitFor(() => slack.messages('general').find(({ text }) => text.includes('asked C1')));
    expect((await answerTo(stage, 'ben', 'run okta')).text).not.toBe('');
    const candidates = slack.ephemerals('ben').at(-1);
    const { appId, connectorId } = c1.find('Okta', 'Okta Preview');
    const empty = await homeOf(stage, 'ben', /Choose favourites/);
    const menu = empty.blocks.find(({ element }) => (element as { action_id?: string })?.action_id === 'favourites');
    await slack.choose('ben', String(menu?.block_id), [`${appId}/${connectorId}`], { anyway: true });
    const home = await homeOf(stage, 'ben', /sync_favourite:0/);
    await openModal(stage, 'ben');
    await chooseByTyping(stage, 'ben', 'okta pre');

    expect((await answerTo(stage, 'ana', 'revoke @ben')).text).toContain('can no longer do this');
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

  it('is looked up in Slack again at submit: somebody made a guest meanwhile syncs nothing', async () => {
    const stage = shared();
    await allow(stage, 'eve');
    const { slack } = stage;
    await openModal(stage, 'eve');
    // Asked by `allow` and by the window: what is asked after that is asked at submit.
    await slack.waitFor(() => slack.apiCalls.filter(({ method }) => method === 'users.info').length === 2);
    await chooseByTyping(stage, 'eve', 'okta pre');
    slack.workspace.person('eve').kind = 'guest';
    slack.workspace.channel('general').members.add(slack.workspace.person('eve').id);
    await slack.submit('eve');
    expect(Object.values(slack.openViewFor('eve')?.errors ?? {})).toEqual([
      expect.stringContaining('Guests of the workspace cannot do this'),
    ]);
    expect(forceSyncCalls(stage)).toEqual([]);
    // What Slack said then is known: not even the window opens.
    expect((await answerTo(stage, 'eve', '')).text).toContain('Guests of the workspace cannot do this');
  });

  it('missing after all takes back the window: of somebody who was made a guest before it opened', async () => {
    const stage = shared();
    await allow(stage, 'finn');
    const { slack } = stage;
    slack.workspace.person('finn').kind = 'guest';
    slack.workspace.channel('general').members.add(slack.workspace.person('finn').id);
    await openModal(stage, 'finn');
    await slack.waitFor(() =>
      JSON.stringify(slack.openViewFor('finn')).includes('Guests of the workspace cannot do this'),
    );
    expect(JSON.stringify(slack.openViewFor('finn')?.blocks)).not.toContain('multi_external_select');
  });

  it('names the scope that is missing', async () => {
    const stage = shared();
    stage.slack.setScopes(['commands', 'chat:write', 'im:write']);
    onTestFinished(() => stage.slack.setScopes(theUsualScopes));
    expect((await answerTo(stage, 'ana', 'allow @nora')).text).toContain('`users:read`');
    expect((await answerTo(stage, 'ana', 'allow @nobody')).text).toContain('`usergroups:read`');
  });
});

describe.each(MODES)('access that the store gives and Slack decides, over %s', (mode) => {
  const onCall = { handle: 'on-call', members: ['ida', 'jon'] };
  const shared = sharedStage({
    mode,
    // The manager is in the store alone.
    admins: [],
    env: { C1_SYNC_GUESTS: 'allow' },
    slack: {
      people: ['hugo', 'ida', 'jon'].map((name) => ({ name })),
      userGroups: [{ handle: 'helpdesk', members: ['ben'] }, onCall],
    },
    prepare: async (stage) => {
      await grantedBefore('ana', { role: 'manager' })(stage);
      await grantedBefore('hugo')(stage);
    },
  });

  it('keeps its last manager, whoever clicks', async () => {
    const stage = shared();
    const { slack } = stage;
    const home = await homeOf(stage, 'ana', /remove_grant:0/);
    const own = home.blocks.find((block) => JSON.stringify(block).includes('manages access'));
    const button = own?.accessory as { action_id: string } | undefined;
    await slack.click('ana', home, String(button?.action_id));
    await toldDirectly(stage, 'ana', 'the last person who can grant access');
    expect((await answerTo(stage, 'ana', 'who')).text).toContain('2 people may sync');
  });

  it('waits for what Slack says of a person: while it does not answer nothing is synced, and then it is', async () => {
    const stage = shared();
    const answers = stage.slack.faults.always('users.info', { status: 503 });
    expect((await answerTo(stage, 'hugo', 'run salesforce')).text).toContain('Slack did not say who is a member');
    expect(forceSyncCalls(stage)).toEqual([]);
    answers();
    await stage.slack.slashCommand({ user: 'hugo', channel: 'general', text: 'run salesforce' });
    await stage.slack.waitFor(() => forceSyncCalls(stage).length === 1);
  });

  it('is given to guests where the operator lets them in', async () => {
    const stage = shared();
    stage.slack.workspace.channel('general').members.add(stage.slack.workspace.person('gil').id);
    expect((await answerTo(stage, 'ana', 'allow @gil')).text).toContain('may sync everything');
    await stage.slack.slashCommand({ user: 'gil', channel: 'general', text: 'run google' });
    await stage.slack.waitFor(() => forceSyncCalls(stage).length === 1);
  });

  it('is not given to a group on a plan without user groups', async () => {
    const stage = shared();
    stage.slack.workspace.paidPlan = false;
    onTestFinished(() => {
      stage.slack.workspace.paidPlan = true;
    });
    expect((await answerTo(stage, 'ana', 'allow @helpdesk')).text).toContain('no user groups (they need a paid plan)');
    expect((await answerTo(stage, 'ben', 'run okta preview')).text).toContain('not on the list');
  });

  // The last one: it ends the app.
  it('of a user group lets whoever is in it sync, until they leave it', async () => {
    const stage = shared();
    const { slack } = stage;
    const group = [...slack.workspace.userGroups.values()].find(({ handle }) => handle === onCall.handle);
    expect((await answerTo(stage, 'ana', 'allow @on-call on Okta')).text).toBe(
      `<!subteam^${group?.id}> may sync Okta until revoked. That is 2 people now.`,
    );
    await slack.slashCommand({ user: 'jon', channel: 'general', text: 'run okta preview' });
    await slack.waitFor(() => forceSyncCalls(stage).length === 1);
    expect((await answerTo(stage, 'jon', 'run github')).text).toContain('does not cover this connector');

    group?.members.delete(slack.workspace.person('jon').id);
    const later = await restarted(stage);
    await slack.waitFor(() => slack.apiCalls.some(({ method }) => method === 'usergroups.users.list'));
    expect((await answerTo(later, 'jon', 'run okta preview')).text).toContain('not on the list');
    expect(forceSyncCalls(stage)).toHaveLength(1);
    expect(slack.pings.filter(({ kind }) => kind === 'usergroup')).toEqual([]);
    expect((await answerTo(later, 'ana', 'revoke @on-call')).text).toContain('can no longer do this: sync Okta');
    expect((await answerTo(later, 'ida', 'run okta preview')).text).toContain('not on the list');
  });
});
