import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/adapters/system-clock.ts';

it('sleeps at least as long as it is told', async () => {
  const before = performance.now();
  await systemClock.sleep(20);
  // Timers count in whole milliseconds.
  expect(performance.now() - before).toBeGreaterThan(18);
});

it('wakes at once when it is told to stop, with the reason, before or while it sleeps', async () => {
  const stopping = new AbortController();
  const sleeping = systemClock.sleep(60_000, stopping.signal);
  stopping.abort('enough');
  await expect(sleeping).rejects.toBe('enough');
  await expect(systemClock.sleep(60_000, stopping.signal)).rejects.toBe('enough');
});

it('leaves nothing on the signal, however it ended', async () => {
  const { signal } = new AbortController();
  await systemClock.sleep(1, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
