import { describe, expect, it } from 'vitest';
import { allowBen, answerTo, botMessages, chooseByTyping, forceSyncCalls, menuBlock, openModal } from './flows.ts';
import { OUTSIDERS } from './outsiders.ts';
import { MODES, type Stage, sharedStage } from './stage.ts';

/** Eve and Finn are for those who become somebody. */
const people = [{ name: 'eve' }, { name: 'finn' }];
const stages = {
  http: sharedStage({ mode: 'http', slack: { people } }),
  socket: sharedStage({ mode: 'socket', slack: { people } }),
};

/** How many may sync, as the list says it to a manager. */
async function onTheList(stage: Stage): Promise<number> {
  const { text } = await answerTo(stage, 'ana', 'who');
  expect(text).toMatch(/^\d+ (person|people) may sync connectors\./);
  return Number.parseInt(text, 10);
}

describe.each(MODES)('refusals over %s', (mode) => {
  const shared = stages[mode];

  it('somebody not on the list: told so alone, no modal, no call to C1', async () => {
    const stage = shared();
    const { slack, c1 } = stage;
    const before = c1.requests.length;
    for (const text of ['', 'okta', 'run okta preview']) {
      const told = slack.ephemerals('cleo').length;
      await slack.slashCommand({ user: 'cleo', channel: 'general', text });
      const refusal = await slack.waitFor(() => slack.ephemerals('cleo')[told]);
      expect(refusal.text).toContain('not on the list');
      expect(refusal.text).toContain(`<@${slack.workspace.person('ana').id}>`);
    }
    expect(slack.openViewFor('cleo')).toBeUndefined();
    expect(slack.apiCalls.filter(({ method }) => method.startsWith('views.'))).toEqual([]);
    expect(c1.requests).toHaveLength(before);
    expect(botMessages(stage)).toEqual([]);
  });

  it('somebody removed between opening and submitting: refused at submit, in the modal', async () => {
    const stage = shared();
    const { slack } = stage;
    await allowBen(stage);
    await openModal(stage, 'ben');
    await chooseByTyping(stage, 'ben', 'okt');
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'revoke @ben' });
    await slack.waitFor(() => slack.ephemerals('ana').find(({ text }) => text.includes('can no longer')));

    await slack.submit('ben');
    expect(Object.values(slack.openViewFor('ben')?.errors ?? {})).toEqual([
      'You are not on the list of people who may sync connectors. Ask a manager of c1-sync: they can add you.',
    ]);
    expect(forceSyncCalls(stage)).toEqual([]);
    const { options } = await slack.typeahead('ben', menuBlock(slack.openViewFor('ben') as never), 'okt');
    expect(options).toEqual([]);
  });

  it('what Slack shows as taken is in force: allow and revoke hold from their acknowledgement on', async () => {
    const stage = shared();
    const { slack } = stage;
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'allow @ben' });
    await slack.slashCommand({ user: 'ben', channel: 'general' });
    await slack.waitFor(() => slack.openViewFor('ben'));
    await chooseByTyping(stage, 'ben', 'okt');
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'revoke @ben' });
    await slack.submit('ben');
    expect(Object.values(slack.openViewFor('ben')?.errors ?? {})[0]).toContain('not on the list');
    expect(forceSyncCalls(stage)).toEqual([]);
    await slack.waitFor(() => slack.ephemerals('ana').length === 2);
  });

  it('a grant for one app covers that app only, in the menu and at submit', async () => {
    const stage = shared();
    const { slack, c1 } = stage;
    await allowBen(stage, 'on GitHub for 8h');
    const view = await openModal(stage, 'ben');
    const { options } = await slack.typeahead('ben', menuBlock(view), '');
    expect(options).toHaveLength(2);
    const okta = c1.find('Okta', 'Okta Preview');
    await slack.choose('ben', menuBlock(view), [`${okta.appId}/${okta.connectorId}`], { anyway: true });
    await slack.submit('ben');
    expect(Object.values(slack.openViewFor('ben')?.errors ?? {})[0]).toContain('does not cover this connector');
    expect(forceSyncCalls(stage)).toEqual([]);
  });

  it.each(OUTSIDERS)('%s who gets hold of a button or a modal of an allowed person', async (_, overrides) => {
    const stage = shared();
    const { slack } = stage;
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run okta' });
    const choice = await slack.waitFor(() => slack.ephemerals('ana')[0]);
    await slack.click('ana', choice, 'sync_candidate:0', { overrides });
    await slack.waitFor(() =>
      slack.ephemerals('ana').find(({ text }) => text.includes('for members of the workspace')),
    );

    const view = await openModal(stage, 'ana');
    expect((await slack.typeahead('ana', menuBlock(view), 'okt', { overrides })).options).toEqual([]);
    await chooseByTyping(stage, 'ana', 'okt');
    await slack.submit('ana', { overrides });
    expect(Object.values(slack.openViewFor('ana')?.errors ?? {})[0]).toContain('for members of the workspace');
    expect(forceSyncCalls(stage)).toEqual([]);
    expect(botMessages(stage)).toEqual([]);
  });

  it.each([
    ['another team', { team_id: 'T0STRANGER' }],
    ['no team', { team_id: null }],
    ['a bot', { bot_id: 'B0BOT' }],
    ['Slackbot', { user_id: 'USLACKBOT' }],
    ['nobody', { user_id: null }],
  ])("a command that says it is %s's", async (_, overrides) => {
    const stage = shared();
    const refused = () => stage.product.log.filter(({ msg }) => msg === 'refused an outsider').length;
    const before = refused();
    const { slack } = stage;
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run google', overrides });
    await stage.product.logged(() => refused() > before);
    expect(slack.openViews).toEqual([]);
    expect(forceSyncCalls(stage)).toEqual([]);
  });
});

describe('who may change the list', () => {
  const shared = stages.http;

  it('not a requester', async () => {
    const stage = shared();
    const { slack } = stage;
    await allowBen(stage);
    for (const text of ['allow @cleo', 'revoke @ben', 'who']) {
      const told = slack.ephemerals('ben').length;
      await slack.slashCommand({ user: 'ben', channel: 'general', text });
      const refusal = await slack.waitFor(() => slack.ephemerals('ben')[told]);
      expect(refusal.text).toContain('Only managers');
    }
    await slack.slashCommand({ user: 'cleo', channel: 'general', text: '' });
    expect((await slack.waitFor(() => slack.ephemerals('cleo')[0])).text).toContain('not on the list');
  });

  it('a manager made by a manager; the list says who may what', async () => {
    const stage = stages.socket();
    const { slack } = stage;
    const before = await onTheList(stage);
    await answerTo(stage, 'ana', 'allow @eve as manager for 3d');
    await answerTo(stage, 'eve', 'allow @finn on Okta for 8h');
    const list = await answerTo(stage, 'eve', 'who');
    expect(list.text).toContain(`${before + 2} people may sync connectors.`);
    const shown = JSON.stringify(list.blocks);
    expect(shown).toContain('(C1_SYNC_ADMINS)');
    expect(shown).toContain(`<@${slack.workspace.person('finn').id}> may sync Okta until <!date^`);
  });

  it('a raw @name and a group are refused with help, and nobody is granted anything', async () => {
    const stage = shared();
    const { slack } = stage;
    const before = await onTheList(stage);
    const told = slack.ephemerals('ana').length;
    // As Slack sends it of a command without "Escape channels, users, and links".
    const overrides = { text: 'allow @eve' };
    await slack.slashCommand({ user: 'ana', channel: 'general', overrides });
    expect((await slack.waitFor(() => slack.ephemerals('ana')[told])).text).toContain('pick the person');
    expect(await onTheList(stage)).toBe(before);
  });

  it('help shows what this person may do and nothing else', async () => {
    const stage = shared();
    const { slack } = stage;
    await allowBen(stage);
    const help = async (user: string) => {
      const told = slack.ephemerals(user).length;
      await slack.slashCommand({ user, channel: 'general', text: 'help' });
      return JSON.stringify((await slack.waitFor(() => slack.ephemerals(user)[told])).blocks);
    };
    expect(await help('ana')).toMatch(/run okta.*allow @ana/);
    expect(await help('ben')).toMatch(/run okta/);
    expect(await help('ben')).not.toMatch(/allow @ana/);
    expect(await help('cleo')).not.toMatch(/run okta|allow @ana/);
  });
});
