import { expect, it } from 'vitest';
import { ManualClock } from '../../doubles/manual-clock.ts';
import { anotherProgram, heldCommand, isAnswered, urlsAsked, withBothLines, withReceiver } from './with-receiver.ts';

it.each([
  ['JSON null', 'null'],
  ['a number', '7'],
  ['a list', '[]'],
  ['no JSON', '{'],
  ['nothing', '{}'],
  ['an event without a payload', '{"type":"events_api","envelope_id":"e","payload":null}'],
  ['an event without an event', '{"type":"events_api","envelope_id":"e","payload":{"event":null}}'],
  ['an event of no type', '{"type":"events_api","envelope_id":"e","payload":{"event":{}}}'],
  ['a command without a payload', '{"type":"slash_commands","envelope_id":"e","payload":null}'],
  ['a click whose payload is a list', '{"type":"interactive","envelope_id":"e","payload":[1]}'],
  ['a click whose payload is text', '{"type":"interactive","envelope_id":"e","payload":"x"}'],
  ['a payload without an envelope', '{"type":"interactive","payload":{}}'],
  ['a type nobody knows', '{"type":"new_thing","envelope_id":"e","payload":{}}'],
  ["the name of the client's own event", '{"type":"disconnected","envelope_id":"e","payload":{}}'],
])('a frame that is %s is left alone and said', async (_, frame) => {
  const on = await withBothLines();
  on.slack.sockets.sendFrame(frame);
  await expect.poll(() => on.lines.filter(({ message }) => message.includes('frame'))).toHaveLength(2);
  expect(on.slack.sockets.open).toBe(2);
  expect(await isAnswered(on, 'afterwards')).toBe(true);
  expect(on.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

it('a payload that no listener knows is not answered, and the next one is', async () => {
  const on = await withBothLines();
  on.slack.sockets.sendFrame('{"type":"interactive","envelope_id":"e","payload":{}}');
  expect(await isAnswered(on, 'afterwards')).toBe(true);
});

it('the same payload on both connections is handled once and acknowledged on both, with the same answer', async () => {
  const picks = [0, 0.9];
  const on = await withBothLines({ slack: { random: () => picks.shift() ?? 0 } });
  const { delivery } = await on.slack.slashCommand({ user: 'ana', channel: 'general', text: 'once' });
  if (delivery === undefined) throw new Error('nothing was delivered');
  const again = await on.slack.redeliver(delivery);
  expect(again.connection).not.toBe(delivery.connection);
  expect([delivery, again]).toMatchObject(Array(2).fill({ acked: true, ackBody: { text: 'heard once' } }));
  expect(on.handled).toEqual(['once']);
});

it('stop closes both and leaves nothing waiting', async () => {
  const clock = new ManualClock();
  const on = await withBothLines({ clock });
  await on.receiver.stop();
  await on.slack.waitFor(() => on.slack.sockets.open === 0);
  expect(on.receiver.isConnected).toBe(false);
  expect(clock.sleeping()).toEqual([]);
  expect(on.lines.filter(({ level }) => level === 'warn')).toEqual([]);
});

it('stop waits for an answer that Slack still waits for', async () => {
  const { heard, answer, listen } = heldCommand();
  const on = await withBothLines({ clock: new ManualClock(), slack: { commands: ['/held'] }, listen });
  const waiting = on.slack.slashCommand({ user: 'ana', channel: 'general', command: '/held' });
  await heard;
  const stopped = on.receiver.stop();
  answer();
  expect(await waiting).toMatchObject({ acked: true });
  await stopped;
});

it('stop does not wait longer for an answer than Slack does', async () => {
  const { heard, listen } = heldCommand();
  const clock = new ManualClock();
  const on = await withBothLines({ clock, slack: { commands: ['/held'], ackBudgetMs: 100 }, listen });
  const waiting = on.slack.slashCommand({ user: 'ana', channel: 'general', command: '/held' });
  await heard;
  const stopped = on.receiver.stop();
  await on.slack.waitFor(() => on.slack.sockets.open === 1);
  await clock.advance(3_000);
  await stopped;
  expect(await waiting).toMatchObject({ acked: false });
});

it('stop while it waits for its next attempt ends that wait', async () => {
  const clock = new ManualClock();
  const on = await withReceiver({ clock });
  on.slack.faults.always('apps.connections.open', { status: 500 });
  const starting = on.receiver.start();
  await expect.poll(() => clock.sleeping()).toEqual([500]);
  await on.receiver.stop();
  await expect(starting).rejects.toThrow('stopped');
  expect(clock.sleeping()).toEqual([]);
});

it('stop while Slack leaves an attempt without an answer ends the attempt', async () => {
  const clock = new ManualClock();
  const on = await withBothLines({ clock });
  on.slack.faults.always('apps.connections.open', 'never-answer');
  const asked = urlsAsked(on);
  on.slack.sockets.drop();
  await on.slack.waitFor(() => urlsAsked(on) === asked + 2);
  await on.receiver.stop();
  await expect.poll(() => clock.sleeping()).toEqual([]);
  expect(urlsAsked(on)).toBe(asked + 2);
  expect(on.slack.sockets.open).toBe(0);
});

it('stop while a URL is being fetched: no connection is opened with it afterwards', async () => {
  const on = await withReceiver();
  const seen: number[] = [];
  on.slack.onChange((change) => {
    if (change.kind === 'sockets') seen.push(change.open);
  });
  on.slack.faults.next('apps.connections.open', { delayMs: 100 });
  const starting = on.receiver.start();
  await on.slack.waitFor(() => urlsAsked(on) === 1);
  await on.receiver.stop();
  await expect(starting).rejects.toThrow('stopped');
  await on.slack.waitFor(() => on.slack.apiCalls[0]?.response.url);
  await anotherProgram(on.slack);
  expect(seen).toEqual([1]);
});
