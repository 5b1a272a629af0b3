import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ManualClock } from '../../doubles/manual-clock.ts';
import { heldCommand, isAnswered, urlsAsked, withBothLines, withReceiver } from './with-receiver.ts';

it('start resolves with the first connection, and a second one follows', async () => {
  const on = await withReceiver();
  on.slack.faults.next('apps.connections.open', { delayMs: 0 }, 'never-answer');
  await on.receiver.start();
  expect(on.receiver.isConnected).toBe(true);
  expect(on.slack.sockets.open).toBe(1);
  await on.slack.waitFor(() => urlsAsked(on) === 2);
  expect(await isAnswered(on, 'one is enough')).toBe(true);
});

it.each([0, 1])('a command 100 ms after Slack renews connection %d of two is answered, ten of ten', async (index) => {
  const on = await withBothLines();
  const { sockets } = on.slack;
  for (let round = 1; round <= 10; round += 1) {
    sockets.disconnect('refresh_requested', sockets.ids[index]);
    // The very interval that is asked about.
    await delay(100);
    expect(await isAnswered(on, `round ${round}`)).toBe(true);
    await on.slack.waitFor(() => sockets.open === 2);
  }
  expect(on.handled).toHaveLength(10);
});

it('both renewed at once, ten times: a command is answered as soon as there is a connection, with no wait before it', async () => {
  const clock = new ManualClock();
  const began = clock.now();
  const on = await withBothLines({ clock });
  const { sockets } = on.slack;
  for (let round = 1; round <= 10; round += 1) {
    sockets.disconnect('refresh_requested');
    expect(sockets.open).toBe(0);
    await on.slack.waitFor(() => sockets.open > 0);
    expect(await isAnswered(on, `round ${round}`)).toBe(true);
    await on.slack.waitFor(() => sockets.open === 2);
  }
  expect(on.handled).toHaveLength(10);
  expect(clock.now()).toBe(began);
  expect(on.lines.filter(({ message }) => message.includes('lost'))).toEqual([]);
});

it('two opened together: one is opened anew after ten minutes, so that Slack does not renew them together', async () => {
  const clock = new ManualClock();
  const on = await withBothLines({ clock });
  const [first, second] = on.slack.sockets.ids;
  await expect.poll(() => clock.sleeping()).toEqual([10 * 60_000]);
  await clock.advance(10 * 60_000);
  await on.slack.waitFor(() => on.slack.sockets.open === 3);
  await expect.poll(() => clock.sleeping()).toEqual([30_000]);
  await clock.advance(30_000);
  await on.slack.waitFor(() => on.slack.sockets.open === 2);
  expect(on.slack.sockets.ids).toContain(first);
  expect(on.slack.sockets.ids).not.toContain(second);
  expect(clock.sleeping()).toEqual([]);
});

it('a warned connection is answered on until Slack closes it; there are never more than four', async () => {
  const on = await withBothLines({ slack: { random: () => 0 } });
  const { sockets } = on.slack;
  const [oldest] = sockets.ids;
  let most = 0;
  on.slack.onChange((change) => {
    if (change.kind === 'sockets') most = Math.max(most, change.open);
  });
  sockets.disconnect('warning');
  await on.slack.waitFor(() => sockets.open === 4);
  const { delivery } = await on.slack.slashCommand({ user: 'ana', channel: 'general' });
  expect(delivery).toMatchObject({ connection: oldest, acked: true });

  sockets.disconnect('warning');
  sockets.disconnect('warning');
  await on.slack.waitFor(() => urlsAsked(on) === 6);
  await on.slack.waitFor(() => sockets.open === 4 && !sockets.ids.includes(`${oldest}`));
  expect(most).toBe(4);
});

it('a warned connection that Slack forgets to close is closed after 30 s', async () => {
  const clock = new ManualClock();
  const on = await withBothLines({ clock });
  const before = on.slack.sockets.ids;
  on.slack.sockets.disconnect('warning');
  await on.slack.waitFor(() => on.slack.sockets.open === 4);
  await expect.poll(() => clock.sleeping().slice(0, 2)).toEqual([30_000, 30_000]);
  await clock.advance(29_999);
  expect(on.slack.sockets.open).toBe(4);
  await clock.advance(1);
  await on.slack.waitFor(() => on.slack.sockets.open === 2);
  for (const id of before) expect(on.slack.sockets.ids).not.toContain(id);
});

it('an answer that was on its way when Slack asked still goes out', async () => {
  const { heard, answer, listen } = heldCommand();
  const on = await withBothLines({ slack: { commands: ['/held'] }, listen });
  const waiting = on.slack.slashCommand({ user: 'ana', channel: 'general', command: '/held' });
  await heard;
  on.slack.sockets.disconnect('warning');
  await on.slack.waitFor(() => on.slack.sockets.open === 4);
  answer();
  expect(await waiting).toMatchObject({ acked: true });
});

it('a cut connection is opened again at once, and the other one answers meanwhile', async () => {
  const on = await withBothLines({ clock: new ManualClock() });
  const [first] = on.slack.sockets.ids;
  on.slack.sockets.drop(first);
  await on.slack.waitFor(() => on.slack.sockets.open === 1);
  expect(await isAnswered(on, 'meanwhile')).toBe(true);
  await on.slack.waitFor(() => on.slack.sockets.open === 2);
  expect(on.lines.filter(({ level }) => level === 'warn')).toMatchObject([
    { message: 'a connection to Slack was lost', fields: { line: 1, waitMs: 0 } },
  ]);
});

it('both cut: not connected, said once, and connected again by itself', async () => {
  const on = await withBothLines();
  on.slack.sockets.drop();
  await on.slack.waitFor(() => !on.receiver.isConnected);
  await on.slack.waitFor(() => on.slack.sockets.open === 2);
  expect(await isAnswered(on, 'again')).toBe(true);
  const connected = on.lines.map(({ fields }) => fields.connected).filter((value) => value !== undefined);
  expect(connected).toEqual([true, false, true]);
});

it('a connection that is cut again and again is not opened again without a pause', async () => {
  const clock = new ManualClock();
  const on = await withBothLines({ clock });
  const waits = () => on.lines.map(({ fields }) => fields.waitMs).filter((ms) => ms !== undefined);
  for (const waitMs of [0, 500, 1_000, 2_000]) {
    const first = on.slack.sockets.ids.at(-1);
    on.slack.sockets.drop(first);
    await expect.poll(() => waits().at(-1)).toBe(waitMs);
    await clock.advance(waitMs);
    await on.slack.waitFor(() => on.slack.sockets.open === 2);
  }
});

it('a connection that is cut every 7 s, as by a server that answers no pings, is opened again at once each time', async () => {
  const clock = new ManualClock();
  const on = await withBothLines({ clock });
  for (let round = 0; round < 3; round += 1) {
    await expect.poll(() => on.receiver.connectedLines).toBe(2);
    await clock.advance(7_000);
    on.slack.sockets.drop(on.slack.sockets.ids.at(-1));
    await on.slack.waitFor(() => on.slack.sockets.open === 1);
    await on.slack.waitFor(() => on.slack.sockets.open === 2);
  }
  expect(clock.now()).toBe(new ManualClock().now() + 21_000);
});
