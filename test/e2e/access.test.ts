import { describe, expect, it } from 'vitest';
import type { SeenView } from '../../sandbox/slack/observed.ts';
import { allow, allowBen, answerTo, chooseByTyping, forceSyncCalls, openModal } from './flows.ts';
import { grantedBefore } from './granted-before.ts';
import { MODES, type Stage, setTheStage, sharedStage, startAgain } from './stage.ts';

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
  const people = [{ name: 'eve' }, { name: 'finn' }];
  const userGroups = [{ handle: 'helpdesk', members: ['ben'] }];
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
});

describe.each(MODES)('what Slack says, over %s', (mode) => {
  const shared = sharedStage({
    mode,
    env: { C1_SYNC_GUESTS: 'allow' },
    slack: { people: [{ name: 'hugo' }], userGroups: [{ handle: 'helpdesk', members: ['ben'] }] },
    prepare: grantedBefore('hugo'),
  });

  it('of a person is needed: while Slack does not answer nothing is synced, and then it is', async () => {
    const stage = shared();
    const answers = stage.slack.faults.always('users.info', { status: 503 });
    expect((await answerTo(stage, 'hugo', 'run okta preview')).text).toContain('Slack did not say who is a member');
    expect(forceSyncCalls(stage)).toEqual([]);
    answers();
    await stage.slack.slashCommand({ user: 'hugo', channel: 'general', text: 'run okta preview' });
    await stage.slack.waitFor(() => forceSyncCalls(stage).length === 1);
  });

  it('of guests does not matter where the operator lets them in', async () => {
    const stage = shared();
    stage.slack.workspace.channel('general').members.add(stage.slack.workspace.person('gil').id);
    expect((await answerTo(stage, 'ana', 'allow @gil')).text).toContain('may sync everything');
    await stage.slack.slashCommand({ user: 'gil', channel: 'general', text: 'run google' });
    await stage.slack.waitFor(() => forceSyncCalls(stage).length === 1);
  });

  it('of a plan without user groups: a group is given nothing', async () => {
    const stage = shared();
    stage.slack.workspace.paidPlan = false;
    expect((await answerTo(stage, 'ana', 'allow @helpdesk')).text).toContain('no user groups (they need a paid plan)');
    expect((await answerTo(stage, 'ben', 'run okta preview')).text).toContain('not on the list');
  });
});

describe.each(MODES)('access with a start of its own over %s', (mode) => {
  it('of a user group lets whoever is in it sync, until they leave it', async () => {
    const stage = await setTheStage({
      mode,
      slack: { userGroups: [{ handle: 'helpdesk', members: ['ben', 'cleo'] }] },
    });
    const { slack } = stage;
    const [group] = slack.workspace.userGroups.values();
    expect((await answerTo(stage, 'ana', 'allow @helpdesk on Okta')).text).toBe(
      `<!subteam^${group?.id}> may sync Okta until revoked. That is 2 people now.`,
    );
    await slack.slashCommand({ user: 'cleo', channel: 'general', text: 'run okta preview' });
    await slack.waitFor(() => forceSyncCalls(stage).length === 1);
    expect((await answerTo(stage, 'cleo', 'run github')).text).toContain('does not cover this connector');

    group?.members.delete(slack.workspace.person('cleo').id);
    const later = await restarted(stage);
    await slack.waitFor(() => slack.apiCalls.some(({ method }) => method === 'usergroups.users.list'));
    expect((await answerTo(later, 'cleo', 'run okta preview')).text).toContain('not on the list');
    expect(forceSyncCalls(stage)).toHaveLength(1);
    expect(slack.pings.filter(({ kind }) => kind === 'usergroup')).toEqual([]);
    expect((await answerTo(later, 'ana', 'revoke @helpdesk')).text).toContain('can no longer do this: sync Okta');
    expect((await answerTo(later, 'ben', 'run okta preview')).text).toContain('not on the list');
  });

  it('names the scope that is missing', async () => {
    const scopes = ['commands', 'chat:write', 'im:write'];
    const stage = await setTheStage({ mode, slack: { scopes, userGroups: [{ handle: 'helpdesk', members: [] }] } });
    expect((await answerTo(stage, 'ana', 'allow @ben')).text).toContain('`users:read`');
    expect((await answerTo(stage, 'ana', 'allow @helpdesk')).text).toContain('`usergroups:read`');
  });

  it('keeps its last manager, whoever clicks', async () => {
    const stage = await setTheStage({ mode, admins: [], prepare: grantedBefore('ben', { role: 'manager' }) });
    const home = await homeOf(stage, 'ben', /remove_grant:0/);
    await stage.slack.click('ben', home, 'remove_grant:0');
    await toldDirectly(stage, 'ben', 'the last person who can grant access');
    expect((await answerTo(stage, 'ben', 'who')).text).toContain('1 person may sync');
  });
});
