import { expect, it } from 'vitest';
import { type Running, sharedSandbox } from './with-sandbox.ts';

const id = (running: Running, name: string): string => running.sandbox.world.slack?.workspace.channel(name).id ?? '';
const names = (channels: readonly { name: string }[]): string[] => channels.map(({ name }) => name);

const shared = sharedSandbox();

it('everybody sees their own channels', async () => {
  const running = shared();
  const seen: Record<string, string[]> = {};
  for (const who of ['ana', 'ben', 'cleo', 'gil', 'sam']) {
    const page = await running.listen(who);
    seen[who] = await page.until(({ state }) => names(state.channels));
    expect(Object.keys(page.state.messages)).toHaveLength(page.state.channels.length);
  }
  expect(seen).toEqual({
    ana: ['general', 'it-help', 'security', 'board', 'partners', 'c1-sync'],
    ben: ['general', 'it-help', 'security', 'partners', 'c1-sync'],
    cleo: ['general', 'it-help', 'partners', 'c1-sync'],
    gil: ['general', 'c1-sync'],
    sam: ['partners'],
  });
});

it('somebody not on the list is refused, and nobody else sees it', async () => {
  const running = shared();
  const cleo = await running.listen('cleo');
  const ana = await running.listen('ana');
  await running.act('cleo', { do: 'command', channel: id(running, 'general'), command: '/c1-sync', text: '' });
  const refusal = await cleo.until(() => cleo.messages('general').find(({ ephemeralTo }) => ephemeralTo));
  expect(refusal).toMatchObject({ ephemeralTo: cleo.state.me.id, text: expect.stringContaining('not on the list') });
  await running.act('cleo', { do: 'say', channel: id(running, 'general'), text: 'that did not work' });
  await ana.until(() => ana.messages('general').find(({ text }) => text === 'that did not work'));
  // Traffic is for whoever runs the sandbox, and shows everything.
  expect(JSON.stringify(ana.states).includes('not on the list of people')).toBe(false);
});

it('the switcher follows what people are given and lose', async () => {
  const running = shared();
  const cleo = await running.listen('cleo');
  const ask = (text: string) =>
    running.act('ana', { do: 'command', channel: id(running, 'general'), command: '/c1-sync', text });
  await ask('allow @cleo for 8h');
  await cleo.until(({ state }) => state.me.role === 'allowed');
  await ask('allow @cleo as manager');
  await cleo.until(({ state }) => state.me.role === 'manager');
  await ask('revoke @cleo');
  await cleo.until(({ state }) => state.me.role === 'not allowed');
});

it('the stranger has a shared channel and nothing of the app', async () => {
  const running = shared();
  const partners = id(running, 'partners');
  const sam = await running.listen('sam');
  await sam.until(() => true);
  expect(sam.state).toMatchObject({ commands: [], shortcuts: [], modal: null, home: null });
  expect(Object.keys(sam.state.names)).not.toContain(id(running, 'board'));
  expect(await running.act('sam', { do: 'command', channel: partners, command: '/c1-sync', text: '' })).toEqual({
    acked: false,
    shown: '/c1-sync is not a valid command.',
  });

  const refused = [
    { do: 'say', channel: id(running, 'general'), text: 'hello?' },
    { do: 'command', channel: id(running, 'general'), command: '/c1-sync', text: '' },
    { do: 'home' },
    { do: 'shortcut', callbackId: 'request_sync' },
    { do: 'submit' },
    { do: 'messageShortcut', callbackId: 'x', channel: partners, ts: sam.messages('partners')[0]?.ts ?? '' },
  ];
  for (const gesture of refused) {
    const { status, body } = await running.post('/api/do', { as: 'sam', ...gesture });
    expect([status, body]).toEqual([400, { error: expect.stringMatching(/^(Sam of Another Team|sam) .+\.$/) }]);
  }
});

it('a button of the app in a shared channel: the stranger may click, and is refused by the app', async () => {
  const running = shared();
  const { slack } = running.sandbox.world;
  const partners = id(running, 'partners');
  const ana = await running.listen('ana');
  await running.act('ana', { do: 'command', channel: partners, command: '/c1-sync', text: 'run okta' });
  const candidates = await ana.until(() => ana.messages('partners').find(({ ephemeralTo }) => ephemeralTo));
  const at = { channel: candidates.channel, ts: candidates.ts };
  const click = { do: 'click', on: { message: at }, actionId: 'sync_candidate:0' } as const;

  expect(await running.post('/api/do', { as: 'sam', ...click })).toMatchObject({ status: 400 });
  expect(slack?.deliveries.filter(({ type }) => type === 'block_actions')).toEqual([]);
  expect(await running.act('ana', click)).toEqual({ acked: true });
});

it('what is gone cannot be used: a message, a view, a modal', async () => {
  const { post } = shared();
  const somewhere = { channel: 'C000GENERAL', ts: '1.2' };
  const click = { do: 'click', actionId: 'x' };
  for (const [gesture, error] of [
    [{ ...click, on: { message: somewhere } }, /^Ben Okafor sees no message 1\.2; it may be deleted\.$/],
    [{ ...click, on: { view: 'V1' } }, /^Ben Okafor no longer has that view open\.$/],
    [{ do: 'submit' }, /^ben has no modal open\.$/],
    [{ do: 'fill', blockId: 'x', value: '' }, /^ben has no modal open\.$/],
  ] as const) {
    const answer = await post('/api/do', { as: 'ben', ...gesture });
    expect(answer).toEqual({ status: 400, body: { error: expect.stringMatching(error) } });
  }
});
