import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { oneListenerAKind } from '../../src/slack/one-listener.ts';

type Listener = (args: object) => Promise<void>;

/** Bolt's App as far as it is told of listeners. */
function setUp() {
  const attached = new Map<string, Listener>();
  const note = (method: string) => (constraint: unknown, listener: Listener) => {
    attached.set(`${method} ${JSON.stringify(constraint)}`, listener);
  };
  const methods = ['command', 'action', 'options', 'view', 'shortcut', 'event'];
  const app = Object.fromEntries(methods.map((method) => [method, note(method)])) as unknown as App;
  const registrar = oneListenerAKind(app);
  const heard: string[] = [];
  const hear = (name: string) => async (args: object) => void heard.push(`${name} ${JSON.stringify(args)}`);
  return { registrar, attached, heard, hear };
}

describe('one listener of Bolt for all of a kind', () => {
  it('calls the one whose id it is, or whose pattern, and nobody for any other', async () => {
    const { registrar, attached, heard, hear } = setUp();
    registrar.action({ type: 'block_actions', action_id: 'watch' }, hear('watch'));
    registrar.action({ type: 'block_actions', action_id: /^pick:\d+$/ }, hear('pick'));
    registrar.view({ type: 'view_submission', callback_id: 'watch' }, hear('modal'));
    const clicked = attached.get('action {"type":"block_actions"}');
    for (const action_id of ['pick:7', 'watch', 'watch2', 'pick:x', undefined])
      await clicked?.({ payload: { action_id } });
    await attached.get('view {"type":"view_submission"}')?.({ payload: { callback_id: 'watch' } });
    expect(heard).toEqual([
      'pick {"payload":{"action_id":"pick:7"}}',
      'watch {"payload":{"action_id":"watch"}}',
      'modal {"payload":{"callback_id":"watch"}}',
    ]);
    expect(attached.size).toBe(3);
  });

  it('hands on what a listener fails with', async () => {
    const { registrar, attached } = setUp();
    registrar.options({ type: 'block_suggestion', action_id: 'menu' }, () => Promise.reject(new Error('no')));
    const typed = attached.get('options {"type":"block_suggestion"}');
    await expect(typed?.({ payload: { action_id: 'menu' } })).rejects.toThrow('no');
  });

  it.each([{ action_id: 'a' }, { type: 'block_actions' }, { type: 'block_actions', action_id: 'a', block_id: 'b' }])(
    'takes no constraint that it would not heed: %j',
    (constraints) => {
      const { registrar, hear } = setUp();
      expect(() => registrar.action(constraints as never, hear('x') as never)).toThrow('can be registered');
    },
  );
});
