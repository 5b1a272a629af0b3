import type { App, BlockAction } from '@slack/bolt';
import { expect, test } from 'vitest';
import type { SlackSandbox } from '../../../sandbox/slack/server.ts';
import { button, connectors, modal, option, plain, reason, where } from './some-blocks.ts';
import { withHttpApp, withSocketApp } from './with-app.ts';
import { sent, withSlack } from './with-slack.ts';

const ways = [
  ['http', withHttpApp],
  ['socket', withSocketApp],
] as const;

/** An app whose command opens a modal; `register` adds the rest. */
async function withModal(
  slack: SlackSandbox,
  register: (app: App) => void,
  view = modal(),
  way: (typeof ways)[number][1] = withHttpApp,
) {
  await way(slack, (app) => {
    app.command('/c1-sync', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view });
    });
    register(app);
  });
  await slack.slashCommand({ user: 'ana', channel: 'general' });
  return slack.waitFor(() => slack.openViewFor('ana'));
}

test.each(ways)('the whole way, over %s: command, typeahead, choice, submission', async (_, way) => {
  const { slack } = await withSlack();
  const submitted: unknown[] = [];
  await withModal(
    slack,
    (app) => {
      app.options('pick', async ({ ack, options }) =>
        ack({ options: [option('a/1', `Okta ${options.value}`), option('a/2')] }),
      );
      app.view('sync', async ({ ack, body }) => {
        submitted.push(body);
        await ack();
      });
    },
    modal(),
    way,
  );
  const { options } = await slack.typeahead('ana', 'connectors', 'ok');
  expect(options.map(({ value }) => value)).toEqual(['a/1', 'a/2']);
  await slack.choose('ana', 'connectors', ['a/1']);
  await slack.fill('ana', 'reason', 'rotated a key');
  expect(await slack.submit('ana')).toMatchObject({ acked: true });
  expect(slack.openViewFor('ana')).toBeUndefined();
  const channel = slack.workspace.channel('general').id;
  expect(submitted).toMatchObject([
    {
      type: 'view_submission',
      view: {
        hash: expect.any(String),
        state: {
          values: {
            connectors: { pick: { type: 'multi_external_select', selected_options: [option('a/1', 'Okta ok')] } },
            reason: { why: { type: 'plain_text_input', value: 'rotated a key' } },
            where: { to: { type: 'conversations_select', selected_conversation: channel } },
          },
        },
      },
      response_urls: [{ block_id: 'where', action_id: 'to', channel_id: channel, response_url: expect.any(String) }],
    },
  ]);
});

test('a form with a required field empty is not sent', async () => {
  const { slack } = await withSlack();
  await withModal(slack, () => {});
  expect(await slack.submit('ana')).toMatchObject({ acked: false, error: 'incomplete' });
  expect(slack.openViewFor('ana')?.errors).toEqual({ connectors: 'Please complete this required field.' });
  expect(slack.deliveries.filter(({ type }) => type === 'view_submission')).toEqual([]);
});

test('what was not offered cannot be chosen, unless a test insists', async () => {
  const { slack } = await withSlack();
  await withModal(slack, (app) => app.options('pick', async ({ ack }) => ack({ options: [option('a')] })));
  await slack.typeahead('ana', undefined, '');
  await expect(slack.choose('ana', 'connectors', 'b')).rejects.toThrow('does not offer b');
  await expect(slack.choose('ana', 'connectors', ['a', 'a', 'a', 'a'])).rejects.toThrow('takes 3 at most');
  await slack.choose('ana', 'connectors', 'b', { anyway: true });
  expect(JSON.stringify(slack.openViewFor('ana')?.values)).toContain('"b"');
});

test('a menu of conversations offers what its filter lets through', async () => {
  const { slack } = await withSlack();
  const filter: { include: ['public']; exclude_external_shared_channels: boolean } = {
    include: ['public'],
    exclude_external_shared_channels: true,
  };
  await withModal(slack, () => {}, modal([{ ...where, element: { ...where.element, filter } }]));
  await expect(slack.choose('ana', 'where', 'security')).rejects.toThrow('does not offer security');
  await expect(slack.choose('ana', 'where', 'partners')).rejects.toThrow('does not offer partners');
  await slack.choose('ana', 'where', 'it-help');
});

test('suggestions beyond the limits, late or absent show nothing', async () => {
  const { slack } = await withSlack({ ackBudgetMs: 2_000 });
  await withModal(slack, (app) =>
    app.options('pick', async ({ ack, options }) => {
      if (options.value === 'slow') return;
      await ack({ options: Array.from({ length: 101 }, (_, index) => option(`${index}`)) });
    }),
  );
  const many = await slack.typeahead('ana', 'connectors', 'many');
  expect(many).toMatchObject({ error: 'invalid_ack', options: [], shown: expect.stringContaining('no more than 100') });
  expect(await slack.typeahead('ana', 'connectors', 'slow')).toMatchObject({ error: 'operation_timeout', options: [] });
});

test('below min_query_length nothing is asked', async () => {
  const { slack } = await withSlack();
  const element = { type: 'external_select' as const, action_id: 'pick' };
  await withModal(slack, () => {}, modal([{ ...connectors, element }]));
  expect(await slack.typeahead('ana', 'connectors', 'ok')).toEqual({ acked: false, ms: 0, options: [] });
});

test('errors appear under their fields; keys that are no input block are refused', async () => {
  const { slack } = await withSlack();
  const answers = [{ reason: 'Say more.' }, { nowhere: 'Lost.' }, {}];
  await withModal(
    slack,
    (app) =>
      app.view('sync', async ({ ack }) =>
        ack({ response_action: 'errors', errors: answers.shift() as Record<string, string> }),
      ),
    modal([reason]),
  );
  expect(await slack.submit('ana')).toMatchObject({ acked: true });
  expect(slack.openViewFor('ana')?.errors).toEqual({ reason: 'Say more.' });
  expect(await slack.submit('ana')).toMatchObject({ error: 'invalid_ack', shown: expect.stringContaining('nowhere') });
  expect(await slack.submit('ana')).toMatchObject({ error: 'invalid_ack' });
  expect(slack.openViewFor('ana')).toBeDefined();
});

test('an ack may update, push or clear; a view that is refused leaves the modal as it was', async () => {
  const { slack } = await withSlack();
  const acks = [
    { response_action: 'update' as const, view: modal([reason], { title: plain('x'.repeat(25)) }) },
    { response_action: 'update' as const, view: modal([reason], { title: plain('Working') }) },
    { response_action: 'push' as const, view: modal([reason], { title: plain('Details') }) },
    { response_action: 'clear' as const },
  ];
  await withModal(
    slack,
    (app) => app.view('sync', async ({ ack }) => ack(acks.shift() ?? { response_action: 'clear' })),
    modal([reason]),
  );
  expect(await slack.submit('ana')).toMatchObject({
    error: 'invalid_ack',
    shown: expect.stringContaining('less than 25'),
  });
  expect(slack.openViewFor('ana')?.title).toBe('Sync');
  await slack.submit('ana');
  expect(slack.openViewFor('ana')).toMatchObject({ title: 'Working', depth: 1 });
  await slack.submit('ana');
  expect(slack.openViewFor('ana')).toMatchObject({ title: 'Details', depth: 2 });
  await slack.submit('ana');
  expect(slack.openViewFor('ana')).toBeUndefined();
});

test('a submission that is not acked leaves the modal open', async () => {
  const { slack } = await withSlack({ ackBudgetMs: 2_000 });
  await withModal(slack, (app) => app.view('sync', async () => {}), modal([reason]));
  expect(await slack.submit('ana')).toMatchObject({
    error: 'operation_timeout',
    shown: expect.stringContaining('trouble'),
  });
  expect(slack.openViewFor('ana')).toBeDefined();
});

test('an input with dispatch_action speaks up, another does not', async () => {
  const { slack } = await withSlack();
  const acted: unknown[] = [];
  await withModal(
    slack,
    (app) => {
      app.options('pick', async ({ ack }) => ack({ options: [option('a')] }));
      app.action('pick', async ({ ack, payload }) => {
        acted.push(payload);
        await ack();
      });
    },
    modal([{ ...connectors, dispatch_action: true }, reason]),
  );
  await slack.typeahead('ana', 'connectors', '');
  expect(await slack.choose('ana', 'connectors', 'a')).toMatchObject({ acked: true });
  expect((await slack.fill('ana', 'reason', 'because')).delivery).toBeUndefined();
  expect(acted).toMatchObject([
    { type: 'multi_external_select', block_id: 'connectors', selected_options: [option('a')] },
  ]);
});

test('a click on a message carries the message; on an ephemeral one it does not', async () => {
  const { slack, client } = await withSlack();
  await withHttpApp(slack, (app) => app.action('again', async ({ ack }) => ack()));
  const channel = slack.workspace.channel('general').id;
  const confirm = { text: plain('Sure?') };
  const blocks = [
    { type: 'actions' as const, elements: [button('again', 'v', { confirm, url: 'https://c1.example' })] },
  ];
  await client.chat.postMessage({ channel, text: 'all', blocks });
  await client.chat.postEphemeral({ channel, user: slack.workspace.person('ana').id, text: 'psst', blocks });
  const [all, psst] = slack.messages('general');
  if (!all || !psst) throw new Error('no messages');
  const clicked = await slack.click('ben', all, 'again');
  expect(clicked).toMatchObject({ acked: true, confirm, opens: 'https://c1.example' });
  expect(clicked.delivery?.body).toMatchObject({
    type: 'block_actions',
    container: { type: 'message', message_ts: all.ts, channel_id: channel, is_ephemeral: false },
    channel: { id: channel, name: 'general' },
    message: { ts: all.ts, text: 'all', bot_id: slack.botId },
    actions: [{ type: 'button', action_id: 'again', value: 'v', action_ts: expect.any(String) }],
  });
  await expect(slack.click('ben', psst, 'again')).rejects.toThrow('cannot see');
  const { delivery } = await slack.click('ana', psst, 'again');
  expect(delivery?.body).toMatchObject({ container: { is_ephemeral: true } });
  expect(delivery?.body).not.toHaveProperty('message');
  expect((await slack.click('ana', psst, 'again', { deny: true })).delivery).toBeUndefined();
});

test('a stranger has no command, but can click in a shared channel', async () => {
  const { slack, client } = await withSlack();
  await withHttpApp(slack, (app) => app.action('again', async ({ ack }) => ack()));
  const refused = await slack.slashCommand({ user: 'sam', channel: 'partners' });
  expect(refused).toMatchObject({ error: 'invalid_command', shown: '/c1-sync is not a valid command.' });
  const channel = slack.workspace.channel('partners').id;
  await client.chat.postMessage({
    channel,
    text: 'x',
    blocks: [{ type: 'actions', elements: [button('again', 'v')] }],
  });
  const [message] = slack.messages('partners');
  if (!message) throw new Error('no message');
  const { delivery } = await slack.click('sam', message, 'again');
  expect(delivery?.body).toMatchObject({
    team: { id: slack.teamId },
    user: { team_id: slack.workspace.strangersTeamId },
  });
});

test('overrides forge any part of a payload; who left acts only so', async () => {
  const { slack } = await withSlack();
  await expect(slack.slashCommand({ user: 'dee', channel: 'general' })).rejects.toThrow('deactivated');
  const { delivery } = await slack.slashCommand({ user: 'dee', channel: 'general', overrides: { team_id: 'T999' } });
  expect(delivery?.body).toMatchObject({ team_id: 'T999', user_name: 'dee' });
  const shortcut = await slack.globalShortcut('ana', 'x', { overrides: { user: { team_id: 'E1' } } });
  expect(shortcut.delivery?.body).toMatchObject({ user: { id: 'U0000000ANA', team_id: 'E1' } });
});

test('mentions in a command arrive escaped, unknown names as typed', async () => {
  const { slack } = await withSlack({ userGroups: [{ handle: 'helpdesk', members: ['ana'] }] });
  const textOf = async (text: string) => sent(await slack.slashCommand({ user: 'ana', channel: 'general', text })).text;
  expect(await textOf('allow @ben for 8h')).toBe('allow <@U0000000BEN|ben> for 8h');
  expect(await textOf('allow @helpdesk')).toMatch(/^allow <!subteam\^S\w+\|@helpdesk>$/);
  expect(await textOf('allow @nobody in #general <!channel>')).toMatch(
    /^allow @nobody in <#C\w+\|general> &lt;!channel&gt;$/,
  );
});

test('an unknown command, and a name instead of a person, are told apart', async () => {
  const { slack } = await withSlack();
  const unknown = await slack.slashCommand({ user: 'ana', channel: 'general', command: '/other' });
  expect(unknown).toMatchObject({ error: 'invalid_command' });
  await expect(slack.slashCommand({ user: 'zoe', channel: 'general' })).rejects.toThrow('called zoe');
});

test('a shortcut on a message carries the message', async () => {
  const { slack } = await withSlack();
  await withHttpApp(slack, (app) => app.shortcut('look', async ({ ack }) => ack()));
  const message = slack.say('ben', 'general', 'Okta is slow');
  const outcome = await slack.messageShortcut('ana', message, 'look');
  expect(outcome).toMatchObject({ acked: true, delivery: { body: { message: { text: 'Okta is slow' } } } });
});

test('a shortcut from anywhere has no conversation and no address to answer; one on a message has both', async () => {
  const { slack } = await withSlack();
  await withHttpApp(slack, (app) => app.shortcut(/./, async ({ ack }) => ack()));
  const anywhere = sent(await slack.globalShortcut('ana', 'sync'));
  const user = { id: slack.workspace.person('ana').id, username: 'ana', team_id: slack.teamId };
  expect(anywhere).toMatchObject({ type: 'shortcut', callback_id: 'sync', user, trigger_id: expect.any(String) });
  expect(anywhere).not.toHaveProperty('channel');
  expect(anywhere).not.toHaveProperty('response_url');
  const message = slack.say('ben', 'security', 'Okta is slow');
  expect(sent(await slack.messageShortcut('ana', message, 'look'))).toMatchObject({
    type: 'message_action',
    callback_id: 'look',
    user,
    channel: { id: slack.workspace.channel('security').id, name: 'privategroup' },
    message_ts: message.ts,
    response_url: expect.stringMatching(/^http/),
  });
});

test('a menu in the home is searched and chosen from, unless a modal lies over it', async () => {
  const { slack, client } = await withSlack();
  const chosen: unknown[] = [];
  await withHttpApp(slack, (app) => {
    app.options('pick', async ({ ack }) => ack({ options: [option('a')] }));
    app.action('pick', async ({ ack, body }) => {
      chosen.push((body as BlockAction).view?.state.values);
      await ack();
    });
    app.shortcut('open', async ({ ack, client: web, body }) => {
      await ack();
      await web.views.open({ trigger_id: body.trigger_id, view: modal([reason]) });
    });
  });
  await expect(slack.choose('ana', 'connectors', 'a')).rejects.toThrow('has no modal open');
  const user_id = slack.workspace.person('ana').id;
  await client.views.publish({ user_id, view: { type: 'home', blocks: [{ ...connectors, dispatch_action: true }] } });
  expect((await slack.typeahead('ana', 'connectors', 'a')).options).toHaveLength(1);
  expect(await slack.choose('ana', 'connectors', ['a'])).toMatchObject({ acked: true });
  expect(chosen).toMatchObject([{ connectors: { pick: { selected_options: [option('a')] } } }]);
  await slack.globalShortcut('ana', 'open');
  await slack.waitFor(() => slack.openViewFor('ana'));
  await expect(slack.choose('ana', 'connectors', 'a')).rejects.toThrow('0 elements');
});

test('opening the home sends app_home_opened; a publish is seen', async () => {
  const { slack } = await withSlack();
  await withHttpApp(slack, (app) =>
    app.event('app_home_opened', async ({ client, event }) => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } });
    }),
  );
  expect(await slack.openHome('ana')).toMatchObject({ acked: true });
  expect(await slack.waitFor(() => slack.home('ana'))).toMatchObject({ type: 'home' });
});

test('an ack with bad blocks is refused', async () => {
  const { slack } = await withSlack();
  await withHttpApp(slack, (app) => app.command('/c1-sync', async ({ ack }) => ack({ text: '', blocks: [] })));
  const outcome = await slack.slashCommand({ user: 'ana', channel: 'general' });
  expect(outcome).toMatchObject({ error: 'invalid_ack', shown: expect.stringContaining('no_text') });
});

test('listeners hear of every change', async () => {
  const { slack, client } = await withSlack();
  const kinds: string[] = [];
  const stop = slack.onChange(({ kind }) => kinds.push(kind));
  const channel = slack.workspace.channel('general').id;
  const { ts } = await client.chat.postMessage({ channel, text: 'a' });
  await client.chat.update({ channel, ts: `${ts}`, text: 'b' });
  stop();
  await client.auth.test();
  expect(kinds).toEqual(['message', 'api_call', 'message_changed', 'api_call']);
});

test('a page can be served on top', async () => {
  const { slack } = await withSlack();
  slack.serve((request, response) => {
    if (request.url !== '/') return false;
    response.end('the page');
    return true;
  });
  expect(await (await fetch(slack.url)).text()).toBe('the page');
  expect((await fetch(`${slack.url}/nothing`)).status).toBe(404);
});

test('a button of a view that changed is gone', async () => {
  const { slack, client } = await withSlack();
  const view = await withModal(slack, () => {}, modal([{ type: 'actions', elements: [button('old', 'v')] }]));
  await client.views.update({ view_id: view.id, view: modal([{ type: 'actions', elements: [button('new', 'v')] }]) });
  await expect(slack.click('ana', view, 'old')).rejects.toThrow('0 elements are called old');
  await slack.closeView('ana');
  await expect(slack.click('ana', view, 'new')).rejects.toThrow('is closed');
});

test('buttons of one action_id are told apart by their value', async () => {
  const { slack } = await withSlack();
  const blocks = ['a', 'b'].map((value) => ({ type: 'actions' as const, elements: [button('pick', value)] }));
  const view = await withModal(slack, () => {}, modal(blocks));
  await expect(slack.click('ana', view, 'pick')).rejects.toThrow('2 elements');
  expect(sent(await slack.click('ana', view, 'pick', { option: 'b' })).actions).toMatchObject([{ value: 'b' }]);
});

test('live mentions are noted in views and answers too', async () => {
  const { slack } = await withSlack();
  const section = { type: 'section' as const, text: { type: 'mrkdwn' as const, text: '<!here>' } };
  await withHttpApp(slack, (app) =>
    app.command('/c1-sync', async ({ ack, client, command }) => {
      await ack('<!channel>');
      await client.views.open({ trigger_id: command.trigger_id, view: modal([section]) });
    }),
  );
  await slack.slashCommand({ user: 'ana', channel: 'general' });
  await slack.waitFor(() => slack.openViewFor('ana'));
  expect(slack.pings.map(({ kind, surface }) => `${kind} by ${surface}`).sort()).toEqual([
    'channel by slash_ack',
    'here by views.open',
  ]);
});
