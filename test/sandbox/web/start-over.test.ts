import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Running, sharedSandbox, startingSandbox } from './with-sandbox.ts';

const shared = sharedSandbox();

const stores = ({ directory }: Running): string[] => readdirSync(directory).filter((name) => name.startsWith('store-'));

const general = (running: Running): string => running.sandbox.world.slack?.workspace.channel('general').id ?? '';

it('a fresh workspace, tenant and store at the same address, and pages that are open are there at once', async () => {
  const running = shared();
  const ana = await running.listen('ana');
  const say = { do: 'say', channel: general(running), text: 'old news' } as const;
  await running.act('ana', say);
  await running.act('ana', { do: 'command', channel: general(running), command: '/c1-sync', text: 'allow @cleo' });
  await ana.until(({ state }) => state.people.some(({ name, role }) => name === 'cleo' && role === 'allowed'));
  await running.act('ana', { do: 'command', channel: general(running), command: '/c1-sync', text: '' });
  await ana.until(({ state }) => state.modal);
  await running.turn({ switch: 'fault', fault: '503' });
  await ana.until(({ state }) => state.c1?.faults.length === 1);
  const before = { states: ana.states.length, traffic: new Set(ana.traffic.map(({ id }) => id)), raw: ana.raw.length };

  const known = stores(running);
  // Asked several times at once it happens once.
  const answers = await Promise.all([1, 2, 3].map(() => running.post('/api/start-over', {})));
  expect(answers).toEqual([1, 2, 3].map(() => ({ status: 200, body: { ok: true } })));
  expect(stores(running)).toHaveLength(known.length + 1);
  await ana.until(({ state, states }) => states.length > before.states && state.reality.app === 'ready');
  expect(ana.states.slice(before.states).some(({ reality }) => reality.app === 'starting')).toBe(true);
  expect(ana.messages('general')).toHaveLength(1);
  expect(ana.state).toMatchObject({ modal: null, c1: { faults: [], forceSyncs: 0 } });
  expect(ana.state.people.map(({ role }) => role)).toEqual(['manager', 'allowed', 'not allowed', 'guest', 'stranger']);
  const ids = ana.raw.slice(before.raw).matchAll(/^event: traffic\ndata: \{"id":"([^"]+)"/gm);
  expect([...ids].filter(([, id]) => before.traffic.has(id ?? ''))).toEqual([]);
  expect(ana.toasts).toEqual([]);

  await running.act('ana', say);
  await ana.until(() => ana.messages('general').some(({ text }) => text === 'old news'));
});

it('the app that ended: it is said why, gestures say so too, and starting over mends it', async () => {
  const running = shared();
  const ben = await running.listen('ben');
  const command = { do: 'command', channel: general(running), command: '/c1-sync', text: '' } as const;
  running.sandbox.world.slack?.revokeToken('app');
  running.sandbox.world.slack?.sockets.drop();

  const [toast] = await ben.until(({ toasts }) => toasts.length > 0 && toasts);
  expect(toast).toEqual({
    kind: 'error',
    text: expect.stringMatching(/^The app ended with code 78: .*SLACK_APP_TOKEN/),
  });
  await ben.until(({ state }) => toast?.text === `The app ${state.reality.app}`);
  expect(await running.act('ben', command)).toEqual({
    acked: false,
    shown: '/c1-sync failed with the error "dispatch_failed"',
  });

  await running.post('/api/start-over', {});
  expect(await running.act('ben', command)).toEqual({ acked: true });
  await ben.until(({ state }) => state.modal);
});

it('closed while it starts over or starts, it leaves nothing', async () => {
  const running = await startingSandbox();
  const over = running.sandbox.startOver().catch(() => {});
  await running.sandbox.close();
  await over;
  expect(running.sandbox.world.slack?.sockets.open ?? 0).toBe(0);
  expect(readdirSync(running.directory)).toEqual(['app.log']);
  await expect(fetch(running.url)).rejects.toThrow('fetch failed');
});
