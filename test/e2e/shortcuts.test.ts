import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../sandbox/slack/json.ts';
import type { SeenMessage, SeenView } from '../../sandbox/slack/observed.ts';
import { MESSAGE_SHORTCUT, SYNC_SHORTCUT } from '../../src/slack/ids.ts';
import { botMessages, chooseByTyping, forceSyncCalls, menuBlock, onlyForceSync } from './flows.ts';
import { OUTSIDERS } from './outsiders.ts';
import { MODES, type Stage, sharedStage } from './stage.ts';

/** The modal that the message shortcut opens on a message. */
async function modalOn(
  { slack }: Stage,
  user: string,
  message: SeenMessage,
  overrides: JsonObject = {},
): Promise<SeenView> {
  if (slack.openViewFor(user) !== undefined) await slack.closeView(user);
  await slack.messageShortcut(user, message, MESSAGE_SHORTCUT, { overrides });
  return slack.waitFor(() => slack.openViewFor(user));
}

/** What is chosen in the connector menu, as the person reads it. */
function chosenIn(view: SeenView): string[] {
  const { connector } = view.values[menuBlock(view)] as {
    connector: { selected_options: { text: { text: string } }[] };
  };
  return connector.selected_options.map(({ text }) => text.text);
}

const stages = { http: sharedStage({ mode: 'http' }), socket: sharedStage({ mode: 'socket' }) };

describe.each(MODES)('shortcuts over %s', (mode) => {
  const shared = stages[mode];

  it('from anywhere: the modal, and the sync', async () => {
    const stage = shared();
    const { slack } = stage;
    await slack.globalShortcut('ana', SYNC_SHORTCUT);
    const view = await slack.waitFor(() => slack.openViewFor('ana'));
    expect(chosenIn(view)).toEqual([]);
    await chooseByTyping(stage, 'ana', 'salesf');
    await slack.submit('ana');
    await slack.waitFor(() => forceSyncCalls(stage)[0]);
    const told = await slack.waitFor(() => slack.messages(slack.dm('ana'))[0]);
    expect(told.text).toMatch(/Salesforce: queued/);
  });

  it('on a message: the connector it names is chosen, and its conversation is told', async () => {
    const stage = shared();
    const { slack, c1 } = stage;
    const message = slack.say('ben', 'security', 'okta preview still shows the leaver, can somebody sync it?');
    expect(chosenIn(await modalOn(stage, 'ana', message))).toEqual(['Okta / Okta Preview']);
    await slack.submit('ana');
    // The bot is not in that private channel: the shortcut's own address answers there.
    const told = await slack.waitFor(() => botMessages(stage, 'security')[0]);
    expect(told.text).toMatch(/Okta Preview: queued/);
    const { appId, connectorId } = c1.find('Okta', 'Okta Preview');
    expect(onlyForceSync(stage)).toMatchObject({ appId, connectorId });
  });
});

describe('over http alone', () => {
  const shared = stages.http;

  describe('the shortcut on a message', () => {
    it.each([
      ['nothing', ''],
      ['none', 'good morning'],
      ['only signs', '<!channel> &lt;!here&gt; <https://example.com|here>'],
      ['an endless text', 'x <'.repeat(13_000)],
    ])('that names %s: the modal says so', async (_, text) => {
      const stage = shared();
      const view = await modalOn(stage, 'ana', stage.slack.say('ben', 'general', text));
      expect(chosenIn(view)).toEqual([]);
      expect(JSON.stringify(view.blocks)).toContain('No connector is named in that message');
    });

    it('that names an app with several connectors: none is chosen, and how many there are', async () => {
      const stage = shared();
      const view = await modalOn(stage, 'ana', stage.slack.say('ben', 'general', 'github is behind'));
      expect(chosenIn(view)).toEqual([]);
      expect(JSON.stringify(view.blocks)).toMatch(/\d+ connectors fit that message equally well/);
    });

    it('whose words stand in its blocks only', async () => {
      const stage = shared();
      const message = stage.slack.say('ben', 'general', '');
      const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Alert: *Okta Preview* is stale' } }];
      const view = await modalOn(stage, 'ana', message, { message: { text: '', blocks } });
      expect(chosenIn(view)).toEqual(['Okta / Okta Preview']);
    });
  });

  describe('shortcuts of those who may not', () => {
    it('somebody not on the list: told alone, where they asked or directly; no modal', async () => {
      const { slack } = shared();
      const message = slack.say('ben', 'general', 'okta preview');
      await slack.messageShortcut('cleo', message, MESSAGE_SHORTCUT);
      expect((await slack.waitFor(() => slack.ephemerals('cleo')[0])).text).toContain('not on the list');
      await slack.globalShortcut('cleo', SYNC_SHORTCUT);
      expect((await slack.waitFor(() => slack.messages(slack.dm('cleo'))[0])).text).toContain('not on the list');
      expect(slack.openViewFor('cleo')).toBeUndefined();
    });

    it.each([...OUTSIDERS, ['nobody', { user: { id: null } }]])('%s: refused, and noted', async (_, overrides) => {
      const { slack, product } = shared();
      const message = slack.say('ben', 'general', 'okta preview');
      const refused = () => product.log.filter(({ msg }) => msg === 'refused an outsider').length;
      const before = refused();
      const answers = [
        await slack.globalShortcut('ana', SYNC_SHORTCUT, { overrides }),
        await slack.messageShortcut('ana', message, MESSAGE_SHORTCUT, { overrides }),
      ];
      expect(answers).toMatchObject([{ acked: true }, { acked: true }]);
      await product.logged(() => refused() === before + 2);
      expect(slack.openViews).toEqual([]);
      expect(slack.messages(slack.dm('ana'))).toEqual([]);
    });
  });
});
