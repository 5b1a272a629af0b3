import { describe, expect, it } from 'vitest';
import { LocalTurns } from '../../src/use-cases/local-turns.ts';

describe('turns', () => {
  it('are taken one after the other under one key, and not waited for under another', async () => {
    const turns = new LocalTurns();
    const order: string[] = [];
    let end = () => {};
    const first = turns.take('a', async () => {
      await new Promise<void>((resolve) => (end = resolve));
      order.push('first');
    });
    const second = turns.take('a', async () => order.push('second'));
    await turns.take('b', async () => order.push('other'));
    end();
    await Promise.all([first, second]);
    expect(order).toEqual(['other', 'first', 'second']);
  });

  it('hand on what came of the work, and go on after a failure', async () => {
    const turns = new LocalTurns();
    const failed = turns.take('a', () => Promise.reject(new Error('no')));
    const next = turns.take('a', async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
