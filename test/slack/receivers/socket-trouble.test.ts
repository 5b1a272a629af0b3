import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../doubles/manual-clock.ts';
import { anotherProgram, isAnswered, type OnSlack, urlsAsked, withBothLines, withReceiver } from './with-receiver.ts';

const waits = ({ lines }: Pick<OnSlack, 'lines'>, line: number) =>
  lines.filter(({ fields }) => fields.line === line && fields.waitMs !== undefined).map(({ fields }) => fields.waitMs);

describe('Slack does not answer', () => {
  it('5xx at the start: not connected, tried ever more slowly, every 30 s in the end, and connected when it is over', async () => {
    const clock = new ManualClock();
    const on = await withReceiver({ clock });
    const recover = on.slack.faults.always('apps.connections.open', { status: 503 });
    const starting = on.receiver.start();
    const expected = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000];
    for (const [attempt, waitMs] of expected.entries()) {
      await expect.poll(() => waits(on, 1)).toHaveLength(attempt + 1);
      expect(on.receiver.isConnected).toBe(false);
      if (attempt === expected.length - 1) recover();
      await clock.advance(waitMs);
    }
    await starting;
    expect(waits(on, 1)).toEqual(expected);
    expect(on.receiver.isConnected).toBe(true);
    expect(new Set(on.lines.filter(({ level }) => level === 'warn').map(({ message }) => message))).toEqual(
      new Set(['Slack cannot be connected to; c1-sync goes on trying']),
    );
  });

  it('5xx while both are cut: the same, once for each connection', async () => {
    const clock = new ManualClock();
    const on = await withBothLines({ clock });
    const recover = on.slack.faults.always('apps.connections.open', { status: 500 });
    on.slack.sockets.drop();
    await expect.poll(() => [waits(on, 1).length, waits(on, 2).length]).toEqual([2, 2]);
    expect(on.receiver.isConnected).toBe(false);
    recover();
    await clock.advance(1_000);
    await expect.poll(() => on.receiver.isConnected).toBe(true);
    await on.slack.waitFor(() => on.slack.sockets.open === 2);
  });

  it('429: comes back when Slack says, not before', async () => {
    const clock = new ManualClock();
    const on = await withReceiver({ clock });
    on.slack.faults.next('apps.connections.open', { ratelimited: 45 });
    const starting = on.receiver.start();
    await expect.poll(() => waits(on, 1)).toEqual([45_000]);
    await clock.advance(44_999);
    expect(urlsAsked(on)).toBe(1);
    await clock.advance(1);
    await starting;
  });

  it('no answer at all: given up after 10 s and tried again', async () => {
    const clock = new ManualClock();
    const on = await withReceiver({ clock });
    on.slack.faults.next('apps.connections.open', 'never-answer');
    const starting = on.receiver.start();
    await on.slack.waitFor(() => urlsAsked(on) === 1);
    await clock.advance(10_000);
    await expect.poll(() => waits(on, 1)).toEqual([500]);
    await clock.advance(500);
    await starting;
  });

  it('a URL that is refused is an attempt that failed, and the log says so', async () => {
    const clock = new ManualClock();
    const on = await withReceiver({ clock });
    on.slack.faults.next('apps.connections.open', {
      status: 200,
      body: `{"ok":true,"url":"ws://127.0.0.1:${on.slack.port}/no"}`,
    });
    const starting = on.receiver.start();
    await expect.poll(() => waits(on, 1)).toEqual([500]);
    expect(on.lines.at(-1)?.fields.err).toMatchObject({ message: 'Slack did not take the WebSocket connection' });
    await clock.advance(500);
    await starting;
  });
});

describe('Slack turns us away', () => {
  it('too_many_websockets: the one connection goes on, the other waits for room, and the cure is said', async () => {
    const clock = new ManualClock();
    const on = await withReceiver({ clock });
    const others = [];
    for (let count = 0; count < 9; count += 1) others.push(await anotherProgram(on.slack));
    await on.receiver.start();
    await expect.poll(() => waits(on, 2)).toEqual([500]);
    expect(on.receiver.isConnected).toBe(true);
    expect(on.lines.at(-1)).toMatchObject({ level: 'warn', message: expect.stringContaining('stop other programs') });
    await clock.advance(500);
    await expect.poll(() => waits(on, 2)).toEqual([500, 1_000]);
    for (const other of others) other.terminate();
    await on.slack.waitFor(() => on.slack.sockets.open === 1);
    await clock.advance(1_000);
    await on.slack.waitFor(() => on.slack.sockets.open === 2);
    expect(await isAnswered(on, 'still')).toBe(true);
  });

  it('no room for the connection that replaces a warned one: the warned one goes first, and nothing is waited for', async () => {
    const clock = new ManualClock();
    const on = await withReceiver({ clock });
    for (let count = 0; count < 9; count += 1) await anotherProgram(on.slack);
    await on.receiver.start();
    await expect.poll(() => waits(on, 2)).toEqual([500]);
    const ours = on.slack.sockets.ids.at(-1) ?? '';
    const before = clock.now();
    on.slack.sockets.disconnect('warning', ours);
    await on.slack.waitFor(() => on.slack.sockets.open === 10 && !on.slack.sockets.ids.includes(ours));
    await expect.poll(() => on.receiver.isConnected).toBe(true);
    expect(clock.now()).toBe(before);
    expect(waits(on, 1)).toEqual([]);
  });

  it('link_disabled: not connected, the cure is said, and tried again with ever longer pauses', async () => {
    const clock = new ManualClock();
    const on = await withBothLines({ clock });
    const asked = urlsAsked(on);
    on.slack.sockets.disconnect('link_disabled');
    await expect.poll(() => [waits(on, 1), waits(on, 2)]).toEqual([[500], [500]]);
    expect(on.receiver.isConnected).toBe(false);
    expect(urlsAsked(on)).toBe(asked);
    const errors = on.lines.filter(({ level }) => level === 'error');
    expect(errors.map(({ message }) => message)).toEqual(Array(2).fill(expect.stringContaining('turn it on')));
    await clock.advance(500);
    await on.slack.waitFor(() => on.slack.sockets.open === 2);
    on.slack.sockets.disconnect('link_disabled');
    await expect.poll(() => [waits(on, 1), waits(on, 2)]).toEqual(Array(2).fill([500, 1_000]));
    await clock.advance(1_000);
    await expect.poll(() => on.receiver.isConnected).toBe(true);
    await on.slack.waitFor(() => on.slack.sockets.open === 2);
  });

  it('link_disabled on a connection that Slack leaves open: it is closed, and does not count as connected', async () => {
    const on = await withBothLines({ clock: new ManualClock() });
    on.slack.sockets.sendFrame('{"type":"disconnect","reason":"link_disabled"}');
    await on.slack.waitFor(() => on.slack.sockets.open === 0);
    await expect.poll(() => on.receiver.isConnected).toBe(false);
  });

  it('a reason nobody knows is taken for a cut: opened again at once', async () => {
    const on = await withBothLines({ clock: new ManualClock() });
    const before = on.slack.sockets.ids;
    on.slack.sockets.sendFrame('{"type":"disconnect","reason":"new_reason"}');
    await on.slack.waitFor(
      () => on.slack.sockets.open === 2 && !on.slack.sockets.ids.some((id) => before.includes(id)),
    );
    expect(on.lines.filter(({ fields }) => fields.reason === 'new_reason')).toHaveLength(2);
  });

  it.each(['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive'])(
    'a token refused at the start (%s): start says which one',
    async (error) => {
      const on = await withReceiver();
      on.slack.revokeToken('app', error);
      await expect(on.receiver.start()).rejects.toMatchObject({
        code: 'slack_token_refused',
        message: expect.stringMatching(new RegExp(`^SLACK_APP_TOKEN: .*${error}`)),
      });
      expect(urlsAsked(on)).toBe(1);
    },
  );

  it.each(['missing_scope', 'no_permission'])(
    'a token without connections:write (%s): start says what to make',
    async (error) => {
      const on = await withReceiver();
      on.slack.revokeToken('app', error);
      await expect(on.receiver.start()).rejects.toMatchObject({
        code: 'slack_token_refused',
        message: expect.stringMatching(new RegExp(`^SLACK_APP_TOKEN: .*${error}.*connections:write`)),
      });
    },
  );

  it('a token refused when Slack renews a connection: told once, and not asked again', async () => {
    const on = await withBothLines();
    on.slack.revokeToken('app', 'invalid_auth');
    const asked = urlsAsked(on);
    on.slack.sockets.disconnect('refresh_requested', on.slack.sockets.ids[0]);
    await expect.poll(() => on.refusals).toHaveLength(1);
    expect(on.refusals[0]).toMatchObject({ code: 'slack_token_refused' });
    expect(urlsAsked(on)).toBe(asked + 1);
  });
});
