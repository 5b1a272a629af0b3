import { expect, test } from 'vitest';
import type { SlackSandbox } from '../../../sandbox/slack/server.ts';
import { connectors, modal, plain, reason } from './some-blocks.ts';
import { withHttpApp } from './with-app.ts';
import { refusalOf, sent, withSlack } from './with-slack.ts';

/** The trigger id of a command that ana gives; nobody listens, which is all the same to Slack. */
async function triggerOf(slack: SlackSandbox, user = 'ana'): Promise<string> {
  return String(sent(await slack.slashCommand({ user, channel: 'general' })).trigger_id);
}

test('a trigger opens one view: exchanged_trigger_id, invalid_trigger_id', async () => {
  const { slack, client } = await withSlack();
  const trigger_id = await triggerOf(slack);
  await client.views.open({ trigger_id, view: modal() });
  expect(await refusalOf(client.views.open({ trigger_id, view: modal() }))).toMatchObject({
    error: 'exchanged_trigger_id',
  });
  const unknown = client.views.open({ trigger_id: '1.2.abc', view: modal() });
  expect(await refusalOf(unknown)).toMatchObject({ error: 'invalid_trigger_id' });
});

test('a trigger dies after 3 s', async () => {
  let at = Date.now();
  const { slack, client } = await withSlack({ now: () => at });
  const [early, late] = [await triggerOf(slack), await triggerOf(slack)];
  at += 3000;
  await client.views.open({ trigger_id: early, view: modal() });
  at += 1;
  const dead = client.views.open({ trigger_id: late, view: modal() });
  expect(await refusalOf(dead)).toMatchObject({ error: 'expired_trigger_id' });
});

test('a bad view is invalid_arguments with the place, and does not spend the trigger', async () => {
  const { slack, client } = await withSlack();
  const trigger_id = await triggerOf(slack);
  expect(await refusalOf(client.views.open({ trigger_id, view: modal([], { title: plain('x'.repeat(25)) }) }))).toEqual(
    {
      error: 'invalid_arguments',
      messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
    },
  );
  await client.views.open({ trigger_id, view: modal() });
  expect(slack.openViewFor('ana')).toMatchObject({ title: 'Sync', callbackId: 'sync', depth: 1 });
});

test('a view above 250 KB is view_too_large; a home cannot be opened as a modal', async () => {
  const { slack, client } = await withSlack();
  const trigger_id = await triggerOf(slack);
  const text = { type: 'mrkdwn' as const, text: 'x'.repeat(3000) };
  const large = modal(Array.from({ length: 90 }, () => ({ type: 'section' as const, text })));
  expect(await refusalOf(client.views.open({ trigger_id, view: large }))).toMatchObject({ error: 'view_too_large' });
  const home = client.views.open({ trigger_id, view: { type: 'home', blocks: [] } });
  expect(await refusalOf(home)).toMatchObject({ error: 'invalid_arguments' });
});

test('an external_id is unique while its view is open', async () => {
  const { slack, client } = await withSlack();
  const view = modal(undefined, { external_id: 'mine' });
  await client.views.open({ trigger_id: await triggerOf(slack), view });
  const second = client.views.open({ trigger_id: await triggerOf(slack, 'ben'), view });
  expect(await refusalOf(second)).toMatchObject({ error: 'duplicate_external_id' });
  await client.views.update({ external_id: 'mine', view: modal([], { external_id: 'mine' }) });
  await slack.closeView('ana');
  await client.views.open({ trigger_id: await triggerOf(slack, 'ben'), view });
});

test('an update with an old hash is hash_conflict, of a closed view not_found', async () => {
  const { slack, client } = await withSlack();
  const { view } = await client.views.open({ trigger_id: await triggerOf(slack), view: modal() });
  const update = (hash?: string) =>
    client.views.update({ view_id: `${view?.id}`, view: modal([]), ...(hash ? { hash } : {}) });
  const updated = await update(view?.hash);
  expect(updated.view?.hash).not.toBe(view?.hash);
  expect(await refusalOf(update(view?.hash))).toMatchObject({ error: 'hash_conflict' });
  await update();
  await slack.closeView('ana');
  expect(await refusalOf(update())).toMatchObject({ error: 'not_found' });
});

test('an update keeps what was entered under the same ids, and forgets it under new ones', async () => {
  const { slack, client } = await withSlack();
  const { view } = await client.views.open({ trigger_id: await triggerOf(slack), view: modal() });
  await slack.fill('ana', 'reason', 'because');
  const same = { ...reason, element: { ...reason.element, initial_value: 'another' } };
  await client.views.update({ view_id: `${view?.id}`, view: modal([same]) });
  expect(slack.openViewFor('ana')?.values).toMatchObject({ reason: { why: { value: 'because' } } });
  await client.views.update({ view_id: `${view?.id}`, view: modal([{ ...same, block_id: 'reason-2' }]) });
  expect(slack.openViewFor('ana')?.values).toEqual({
    'reason-2': { why: { type: 'plain_text_input', value: 'another' } },
  });
});

test('three views may be stacked, pushed with triggers of the view below', async () => {
  const { slack, client } = await withSlack();
  const more = {
    type: 'actions' as const,
    elements: [{ type: 'button' as const, action_id: 'more', text: plain('More') }],
  };
  const push = async () => {
    const view = slack.openViewFor('ana');
    if (!view) throw new Error('no view');
    const { trigger_id } = sent(await slack.click('ana', view, 'more'));
    return client.views.push({ trigger_id: `${trigger_id}`, view: modal([more]) });
  };
  const stray = client.views.push({ trigger_id: await triggerOf(slack), view: modal([more]) });
  expect(await refusalOf(stray)).toMatchObject({ error: 'not_found' });
  await client.views.open({ trigger_id: await triggerOf(slack), view: modal([more]) });
  await push();
  await push();
  expect(slack.openViewFor('ana')?.depth).toBe(3);
  expect(await refusalOf(push())).toMatchObject({ error: 'push_limit_reached' });
  await slack.closeView('ana');
  expect(slack.openViewFor('ana')?.depth).toBe(2);
  await slack.closeView('ana', { all: true });
  expect(slack.openViewFor('ana')).toBeUndefined();
});

test('a home is published per person, guarded by its hash and the tab', async () => {
  const { slack, client } = await withSlack();
  const user_id = slack.workspace.person('ana').id;
  const publish = (hash?: string) =>
    client.views.publish({ user_id, view: { type: 'home', blocks: [{ type: 'divider' }] }, ...(hash ? { hash } : {}) });
  const { view } = await publish();
  await publish(view?.hash);
  expect(await refusalOf(publish(view?.hash))).toMatchObject({ error: 'hash_conflict' });
  expect(slack.home('ana')).toMatchObject({ type: 'home', blocks: [{ type: 'divider' }] });
  expect(slack.home('ben')).toBeUndefined();
  slack.workspace.homeTab = false;
  expect(await refusalOf(publish())).toMatchObject({ error: 'not_enabled' });
});

test('view_closed comes with notify_on_close only', async () => {
  const { slack, client } = await withSlack();
  const closed: unknown[] = [];
  await withHttpApp(slack, (app) => {
    app.command('/c1-sync', async ({ ack }) => ack());
    app.view({ callback_id: 'sync', type: 'view_closed' }, async ({ ack, body }) => {
      if (body.type === 'view_closed') closed.push(body.is_cleared);
      await ack();
    });
  });
  const open = async (notify_on_close: boolean) =>
    client.views.open({ trigger_id: await triggerOf(slack), view: modal([connectors], { notify_on_close }) });
  await open(false);
  expect((await slack.closeView('ana')).delivery).toBeUndefined();
  await open(true);
  expect(await slack.closeView('ana', { all: true })).toMatchObject({ acked: true });
  expect(closed).toEqual([true]);
});
