import { onTestFinished } from 'vitest';
import { type LowdbStoreOptions, openLowdbStore } from '../../../src/adapters/store/lowdb.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { Store } from '../../../src/ports/store.ts';
import { silent } from './silent.ts';

/** An embedded store that is closed after the test; losing it fails the test unless it says otherwise. */
export async function openStore(path: string, options: Partial<LowdbStoreOptions> = {}): Promise<Store> {
  const onLost = (error: Error) => {
    throw error;
  };
  const store = await openLowdbStore({ path, log: silent, clock: systemClock, onLost, ...options });
  onTestFinished(() => store.close());
  return store;
}
