import { describe, expect, it } from 'vitest';
import { type Running, sharedSandbox } from './with-sandbox.ts';

const id = (running: Running, name: string): string => running.sandbox.world.slack?.workspace.channel(name).id ?? '';

describe.each(['socket', 'http'] as const)('the page over %s', (mode) => {
  const shared = sharedSandbox({ mode });

  it('a page that is opened begins with a welcome, a manager, one who may and one who may not', async () => {
    const { listen } = shared();
    const ana = await listen('');
    await ana.until(() => true);
    expect(ana.state.me).toMatchObject({ name: 'ana', role: 'manager' });
    expect(ana.state.people.map(({ name, role }) => `${name}: ${role}`)).toEqual([
      'ana: manager',
      'ben: allowed',
      'cleo: not allowed',
      'gil: guest',
      'sam: stranger',
    ]);
    expect(ana.messages('general').map(({ text }) => text)).toEqual([expect.stringContaining('`/c1-sync`')]);
    expect(ana.messages('dm').map(({ text }) => text)).toEqual([expect.stringContaining('may sync everything')]);
    expect(ana.state.commands).toEqual([
      { command: '/c1-sync', description: expect.any(String), hint: expect.stringContaining('run') },
    ]);
  });

  it('what was there is there after a reload: messages, the open modal and what was typed, the traffic', async () => {
    const running = shared();
    const before = await running.listen('ana');
    const general = id(running, 'general');
    await running.act('ana', { do: 'say', channel: general, text: 'hello' });
    await running.act('ana', { do: 'command', channel: general, command: '/c1-sync', text: '' });
    await before.until(({ state }) => state.modal);
    await running.act('ana', { do: 'fill', blockId: 'reason_block', value: 'half a sen' });
    await before.until(({ state }) => JSON.stringify(state.modal?.values).includes('half a sen'));
    await before.until(({ traffic }) =>
      traffic.some(({ what, outcome }) => what === 'POST views.open' && outcome === 'ok'),
    );
    before.leave();

    const after = await running.listen('ana');
    await after.until(() => true);
    expect(after.state).toEqual({ ...before.state, c1: expect.anything() });
    const last = new Map(before.traffic.map((entry) => [entry.id, entry]));
    await after.until(({ traffic }) => traffic.length >= last.size);
    expect(new Map(after.traffic.map((entry) => [entry.id, entry]))).toEqual(last);
  });

  // Last: a sync goes on, and what it does would be told in the other tests.
  it('the main job: command, three letters, submit: the confirmation is there for everybody', async () => {
    const running = shared();
    const { act, sandbox } = running;
    const general = id(running, 'general');
    const ben = await running.listen('ben');
    const cleo = await running.listen('cleo');

    expect(await act('ben', { do: 'command', channel: general, command: '/c1-sync', text: '' })).toEqual({
      acked: true,
    });
    const modal = await ben.until(({ state }) => state.modal);
    expect(modal.title).toBe('Sync a C1 connector');
    expect(cleo.state.modal).toBeNull();
    const blockId = String(modal.blocks[0]?.block_id);
    const { options } = await act('ben', { do: 'typeahead', blockId, value: 'goo' });
    expect(options).toHaveLength(1);
    const [google] = options as { value: string }[];
    await act('ben', { do: 'choose', blockId, options: [google?.value ?? ''] });
    await act('ben', { do: 'fill', blockId: 'reason_block', value: 'joiner' });
    expect(await act('ben', { do: 'submit' })).toMatchObject({ acked: true });

    for (const page of [ben, cleo]) {
      const message = await page.until(() =>
        page.messages('general').find(({ user }) => user === page.state.botUserId),
      );
      expect(message.text).toContain('Google Workspace / Google Workspace');
      expect(message.text).toContain('queued');
    }
    expect(ben.state.modal).toBeNull();
    expect(sandbox.world.c1?.forceSyncs).toHaveLength(1);
    expect(ben.state.c1?.forceSyncs).toBe(1);
    expect(ben.state.reality).toEqual({ slack: 'sandbox', c1: 'sandbox', mode, app: 'ready' });
  });
});
