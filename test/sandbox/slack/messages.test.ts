import { expect, test } from 'vitest';
import { refusalOf, withSlack } from './with-slack.ts';

test('a channel that does not exist, or a private one without the bot, is channel_not_found', async () => {
  const { slack, client } = await withSlack();
  const board = slack.workspace.channel('board').id;
  for (const channel of ['C0NOWHERE00', board, '#general']) {
    expect(await refusalOf(client.chat.postMessage({ channel, text: 'hi' }))).toMatchObject({
      error: 'channel_not_found',
    });
  }
});

test('an unjoined public channel needs chat:write.public, else not_in_channel', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('it-help').id;
  expect(await client.chat.postMessage({ channel, text: 'hi' })).toMatchObject({ ok: true });
  slack.setScopes(['chat:write']);
  expect(await refusalOf(client.chat.postMessage({ channel, text: 'hi' }))).toMatchObject({ error: 'not_in_channel' });
});

test('an archived channel is is_archived', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general');
  channel.archived = true;
  const refused = await refusalOf(client.chat.postMessage({ channel: channel.id, text: 'hi' }));
  expect(refused).toMatchObject({ error: 'is_archived' });
});

test('direct messages are refused when the Messages tab is off', async () => {
  const { slack, client } = await withSlack();
  slack.workspace.messagesTab = false;
  const refused = await refusalOf(client.chat.postMessage({ channel: slack.dm('ana').id, text: 'hi' }));
  expect(refused).toMatchObject({ error: 'messages_tab_disabled' });
});

test('a message says something: no_text; not too much: msg_too_long', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  expect(await refusalOf(client.chat.postMessage({ channel, text: '' }))).toMatchObject({ error: 'no_text' });
  const long = client.chat.postMessage({ channel, text: 'x'.repeat(40_001) });
  expect(await refusalOf(long)).toMatchObject({ error: 'msg_too_long' });
});

test('blocks that Slack refuses are invalid_blocks, with the place', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }];
  expect(await refusalOf(client.apiCall('chat.postMessage', { channel, blocks }))).toEqual({
    error: 'invalid_blocks',
    messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
  });
  const broken = client.apiCall('chat.postMessage', { channel, blocks: '[oh' });
  expect(await refusalOf(broken)).toMatchObject({ error: 'invalid_blocks_format' });
});

test('a reply needs a parent; metadata an event_type and a payload', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  const orphan = client.chat.postMessage({ channel, text: 'hi', thread_ts: '1.000001' });
  expect(await refusalOf(orphan)).toMatchObject({ error: 'thread_not_found' });
  const wrong = client.apiCall('chat.postMessage', { channel, text: 'hi', metadata: { event_type: 'x' } });
  expect(await refusalOf(wrong)).toMatchObject({ error: 'invalid_metadata_format' });
});

test('a message to a user id goes to the direct messages with the app', async () => {
  const { slack, client } = await withSlack();
  await client.chat.postMessage({ channel: slack.workspace.person('ana').id, text: 'psst' });
  expect(slack.messages(slack.dm('ana'))).toMatchObject([{ text: 'psst', source: 'chat.postMessage' }]);
});

test('an ephemeral message needs the person and the bot in the channel', async () => {
  const { slack, client } = await withSlack();
  const { channel, person } = slack.workspace;
  const post = (where: string, who: string) =>
    client.chat.postEphemeral({ channel: channel(where).id, user: person(who).id, text: 'psst' });
  expect(await refusalOf(post('it-help', 'ana'))).toMatchObject({ error: 'not_in_channel' });
  expect(await refusalOf(post('general', 'sam'))).toMatchObject({ error: 'user_not_in_channel' });
  await post('general', 'ana');
  expect(slack.ephemerals('ana')).toMatchObject([{ text: 'psst', channel: channel('general').id }]);
  expect(slack.messages('general', { as: 'ben' })).toEqual([]);
  expect(slack.messages('general', { as: 'ana' })).toHaveLength(1);
});

test('an update needs a message of the bot, not ephemeral, of 4000 characters at most', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  const update = (ts: string, text = 'new') => refusalOf(client.chat.update({ channel, ts, text }));
  const anas = slack.say('ana', 'general', 'mine');
  const psst = await client.chat.postEphemeral({ channel, user: slack.workspace.person('ana').id, text: 'psst' });
  const { ts } = await client.chat.postMessage({ channel, text: 'old' });
  expect(await update('1.000001')).toMatchObject({ error: 'message_not_found' });
  expect(await update(`${psst.message_ts}`)).toMatchObject({ error: 'message_not_found' });
  expect(await update(anas.ts)).toMatchObject({ error: 'cant_update_message' });
  expect(await update(`${ts}`, 'x'.repeat(4001))).toMatchObject({ error: 'msg_too_long' });
  slack.workspace.channel('general').archived = true;
  expect(await update(`${ts}`)).toMatchObject({ error: 'is_inactive' });
});

test('an update with text alone removes the blocks, and the earlier version is kept', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  const { ts } = await client.chat.postMessage({ channel, text: 'old', blocks: [{ type: 'divider' }] });
  await client.chat.update({ channel, ts: `${ts}`, text: 'new' });
  const [message] = slack.messages('general');
  expect(message).toMatchObject({ text: 'new', blocks: [], edits: [{ text: 'old', blocks: [{ type: 'divider' }] }] });
});

test('an update with text and blocks changes both, where the message stands', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  const { ts } = await client.chat.postMessage({ channel, text: 'queued', blocks: [{ type: 'divider' }] });
  await client.chat.postMessage({ channel, text: 'later' });
  const blocks = [{ type: 'section' as const, text: { type: 'plain_text' as const, text: 'running' } }];
  const answer = await client.chat.update({ channel, ts: `${ts}`, text: 'running', blocks });
  expect(answer).toMatchObject({ ts, channel, message: { text: 'running', edited: { user: slack.botUserId } } });
  expect(slack.messages('general')).toMatchObject([{ ts, text: 'running', blocks }, { text: 'later' }]);
});

test('an update is refused where Slack no longer allows it, and for a user id', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.dm('ana').id;
  const { ts } = await client.chat.postMessage({ channel, text: 'old' });
  slack.faults.next('chat.update', { error: 'edit_window_closed' });
  expect(await refusalOf(client.chat.update({ channel, ts: `${ts}`, text: 'new' }))).toMatchObject({
    error: 'edit_window_closed',
  });
  const ana = slack.workspace.person('ana').id;
  const byUser = client.chat.update({ channel: ana, ts: `${ts}`, text: 'new' });
  expect(await refusalOf(byUser)).toMatchObject({ error: 'channel_not_found' });
  expect(slack.messages(slack.dm('ana'))).toMatchObject([{ text: 'old', edits: [] }]);
});

test('a reply joins the thread of its parent, also by way of another reply, in its own channel only', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  const { ts: root } = await client.chat.postMessage({ channel, text: 'root' });
  const { ts: reply } = await client.chat.postMessage({ channel, text: 'reply', thread_ts: `${root}` });
  await client.chat.postMessage({ channel, text: 'again', thread_ts: `${reply}`, reply_broadcast: true });
  expect(slack.messages('general', { threadTs: `${root}` })).toMatchObject([
    { text: 'root' },
    { text: 'reply', threadTs: root },
    { text: 'again', threadTs: root, broadcast: true },
  ]);
  const elsewhere = slack.workspace.channel('it-help').id;
  const lost = client.chat.postMessage({ channel: elsewhere, text: 'lost', thread_ts: `${root}` });
  expect(await refusalOf(lost)).toMatchObject({ error: 'thread_not_found' });
});

test('a permalink exists for a message that exists', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  const missing = client.chat.getPermalink({ channel, message_ts: '1.000001' });
  expect(await refusalOf(missing)).toMatchObject({ error: 'message_not_found' });
  const { ts } = await client.chat.postMessage({ channel, text: 'hi' });
  const { permalink } = await client.chat.getPermalink({ channel, message_ts: `${ts}` });
  expect(permalink).toBe(`https://sandbox.slack.com/archives/${channel}/p${ts?.replace('.', '')}`);
});

test('live mentions are noted, escaped ones and plain text are not', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  await client.chat.postMessage({
    channel,
    text: 'hello &lt;!channel&gt;',
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: '<!here>' } },
      { type: 'section', text: { type: 'mrkdwn', text: 'by <@U123> <!here|here>' } },
    ],
  });
  expect(slack.pings.map(({ kind, id, surface }) => ({ kind, id, surface }))).toEqual([
    { kind: 'user', id: 'U123', surface: 'chat.postMessage' },
    { kind: 'here', id: undefined, surface: 'chat.postMessage' },
  ]);
});
