import { describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../sandbox/slack/observed.ts';
import { allow, answerTo, botMessages, forceSyncCalls, onlyForceSync } from './flows.ts';
import { MODES, type Mode, type Stage, type StageOptions, sharedStage, startAgain } from './stage.ts';

/** ana and ben decide; what is asked also comes before everybody in #general. */
function setting(mode: Mode): StageOptions {
  const env: Record<string, string> = {};
  const prepare: StageOptions['prepare'] = ({ slack }) => {
    env.C1_SYNC_CHANNEL = slack.workspace.channel('general').id;
  };
  const people = ['eve', 'finn', 'gina', 'hugo', 'ida'].map((name) => ({ name }));
  return { mode, admins: ['ana', 'ben'], env, prepare, slack: { people } };
}

/** From the refusal to the open modal. */
async function openAsking(stage: Stage, user = 'cleo'): Promise<void> {
  const { slack } = stage;
  const told = slack.ephemerals(user).length;
  await slack.slashCommand({ user, channel: 'it-help', text: 'run okta preview' });
  const refusal = await slack.waitFor(() => slack.ephemerals(user)[told]);
  await slack.click(user, refusal, 'ask_for_access');
  await slack.waitFor(() => slack.openViewFor(user));
}

async function fillIn({ slack }: Stage, user: string, typed: string, scope: string): Promise<void> {
  const { options } = await slack.typeahead(user, 'scope_block', typed);
  const found = (options as { value: string; text: { text: string } }[]).find(({ text }) => text.text === scope);
  if (found === undefined) throw new Error(`${scope} is not offered: ${JSON.stringify(options)}`);
  await slack.choose(user, 'scope_block', found.value);
  await slack.choose(user, 'length_block', '8h');
  await slack.fill(user, 'why_block', 'a <!channel> joiner waits');
}

/** What came before the managers: in the direct messages of each, and in #general. */
const copies = (stage: Stage): SeenMessage[] => [
  ...['ana', 'ben'].flatMap((name) => stage.slack.messages(stage.slack.dm(name))),
  ...botMessages(stage),
];

async function ask(stage: Stage, user = 'cleo', scope = 'Okta / Okta Preview'): Promise<readonly SeenMessage[]> {
  await openAsking(stage, user);
  await fillIn(stage, user, 'okta', scope);
  await stage.slack.submit(user);
  await stage.slack.waitFor(() => copies(stage).length >= 3);
  await stage.slack.waitFor(() => stage.slack.ephemerals(user).find(({ text }) => text.startsWith('You asked to')));
  return copies(stage);
}

const toldDirectly = ({ slack }: Stage, user: string, what: string) =>
  slack.waitFor(() => slack.messages(slack.dm(user)).find(({ text }) => text.includes(what)));

describe.each(MODES)('asking for access over %s', (mode) => {
  const shared = sharedStage(setting(mode));

  it('is denied with a reason; who comes second is told who decided, and changes nothing', async () => {
    const stage = shared();
    const { slack } = stage;
    const [ofAna, ofBen] = (await ask(stage)) as [SeenMessage, SeenMessage];
    await slack.click('ben', ofBen, 'deny_access');
    await slack.waitFor(() => slack.openViewFor('ben'));
    // As it was on the screen of somebody whose message has not been rewritten yet.
    slack.faults.always('chat.update', { error: 'internal_error' });
    await slack.fill('ben', 'denial_block', 'ask your lead first');
    await slack.submit('ben');
    await toldDirectly(stage, 'cleo', 'did not approve your request to sync Okta / Okta Preview: ask your lead first.');
    await slack.click('ana', ofAna, 'approve_access:8h');
    const ben = slack.workspace.person('ben').id;
    await slack.waitFor(() =>
      slack.ephemerals('ana').find(({ text }) => text.includes(`denied by <@${ben}>: ask your lead first.`)),
    );
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'who' });
    const who = await slack.waitFor(() => slack.ephemerals('ana').find(({ text }) => text.includes('may sync conn')));
    expect(who.text).toContain('2 people');
  });

  it('is answered by managers only, of this moment, and by nobody for themselves', async () => {
    const stage = shared();
    const { slack } = stage;
    const inChannel = (await ask(stage, 'finn'))[2] as SeenMessage;
    const refusedAs = async (user: string, what: string, click = 'approve_access:1h') => {
      const told = slack.ephemerals(user).length;
      await slack.click(user, inChannel, click);
      expect((await slack.waitFor(() => slack.ephemerals(user)[told])).text).toContain(what);
    };
    await refusedAs('finn', 'Only managers');
    await refusedAs('finn', 'Only managers', 'deny_access');
    const change = async (text: string) => {
      const told = slack.ephemerals('ana').length;
      await slack.slashCommand({ user: 'ana', channel: 'it-help', text });
      await slack.waitFor(() => slack.ephemerals('ana')[told]);
    };
    await change('allow @finn as manager');
    await refusedAs('finn', 'Nobody decides about their own request');
    await change('revoke @finn');
    await refusedAs('finn', 'Only managers');
    await slack.click('ana', inChannel, 'approve_access:1h', { overrides: { user: { team_id: 'T0STRANGER' } } });
    await slack.waitFor(() =>
      slack.ephemerals('ana').find(({ text }) => text.includes('for members of the workspace')),
    );
    expect(inChannel.text).toContain('asks to sync');
  });

  it('from the refusal to the sync: every copy shows the first answer, one click goes on', async () => {
    const stage = shared();
    const { slack } = stage;
    const [ofAna, ...others] = await ask(stage, 'eve');
    const eve = slack.workspace.person('eve').id;
    expect(ofAna?.text).toBe(`<@${eve}> asks to sync Okta / Okta Preview for 8 h: a &lt;!channel&gt; joiner waits`);
    expect(others).toHaveLength(2);

    await slack.click('ana', ofAna as SeenMessage, 'approve_access:1h');
    const ana = slack.workspace.person('ana').id;
    await slack.waitFor(() => copies(stage).every(({ text }) => text.includes(`approved by <@${ana}> until <!date^`)));
    expect(JSON.stringify(copies(stage).map(({ blocks }) => blocks))).not.toContain('approve_access');
    const told = await toldDirectly(stage, 'eve', 'lets you sync Okta / Okta Preview until');
    await slack.click('eve', told, 'sync_again');
    await slack.waitFor(() => forceSyncCalls(stage)[0]);
    onlyForceSync(stage);
    expect(slack.pings.filter(({ kind }) => kind !== 'user')).toEqual([]);
  });

  it('in a modal that names things only to who types three letters of them, and nothing to strangers', async () => {
    const stage = shared();
    const { slack } = stage;
    await openAsking(stage);
    const offered = async (typed: string, overrides = {}) => {
      const { options } = await slack.typeahead('cleo', 'scope_block', typed, { overrides });
      return (options as { text: { text: string } }[]).map(({ text }) => text.text);
    };
    expect(await offered('ok')).toEqual([]);
    const found = await offered('okta');
    expect(found[0]).toBe('Okta');
    expect(found).toContain('Okta / Okta Preview');
    expect(found.at(-1)).toBe('Everything');
    expect(found.join()).not.toContain('GitHub');
    expect(await offered('okta', { user: { team_id: 'T0STRANGER' } })).toEqual([]);
  });

  it('in a modal that opens with the connector of the button that was refused a second after the right was taken', async () => {
    const stage = shared();
    const { slack } = stage;
    const [ofAna] = (await ask(stage, 'hugo', 'Okta / Okta Production')) as [SeenMessage];
    await slack.click('ana', ofAna, 'approve_access:8h');
    const told = await toldDirectly(stage, 'hugo', 'lets you sync');
    await answerTo(stage, 'ana', 'revoke @hugo');
    await slack.click('hugo', told, 'sync_again');
    const refusal = await toldDirectly(stage, 'hugo', 'not on the list');
    await slack.click('hugo', refusal, 'ask_for_access');
    const view = await slack.waitFor(() => slack.openViewFor('hugo'));
    expect(JSON.stringify(view.blocks)).toMatch(/"initial_option":\{"text":\{[^}]*Okta \/ Okta Production/);
    expect(forceSyncCalls(stage)).toEqual([]);
  });

  it('in a modal that says what is missing, and that the same was asked already', async () => {
    const stage = shared();
    const { slack } = stage;
    await ask(stage, 'ida');
    await openAsking(stage, 'ida');
    expect(JSON.stringify(slack.openViewFor('ida')?.blocks)).toContain('You have asked to sync Okta / Okta Preview');
    await fillIn(stage, 'ida', 'preview', 'Okta / Okta Preview');
    await slack.submit('ida');
    expect(slack.openViewFor('ida')?.errors?.scope_block).toContain('You have asked to sync Okta / Okta Preview');
    await slack.choose('ida', 'scope_block', 'app nothing-of-this-id', { anyway: true });
    await slack.submit('ida');
    expect(slack.openViewFor('ida')?.errors?.scope_block).toContain('Choose an app or a connector');
    expect(copies(stage)).toHaveLength(3);
  });

  it('is not offered where only managers may', async () => {
    const stage = shared();
    const { slack } = stage;
    await allow(stage, 'gina');
    await slack.slashCommand({ user: 'gina', channel: 'general', text: 'who' });
    const refusal = await slack.waitFor(() => slack.ephemerals('gina')[0]);
    expect(JSON.stringify(refusal.blocks)).not.toContain('ask_for_access');
  });

  // The last one: it ends the app.
  it('goes on after a kill: a request that was asked is answered by the next process', async () => {
    const stage = shared();
    const { slack } = stage;
    const [ofAna] = (await ask(stage)) as [SeenMessage];
    await stage.product.kill('SIGKILL');
    await startAgain(stage);
    await slack.click('ana', ofAna, 'approve_access:3d');
    await toldDirectly(stage, 'cleo', 'lets you sync');
    await slack.waitFor(() => copies(stage).every(({ text }) => text.includes('approved by')));
    expect(copies(stage)).toHaveLength(3);
  });
});
