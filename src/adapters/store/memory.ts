import { StoreFailed } from '../../domain/errors.ts';
import type { Store } from '../../ports/store.ts';
import { storeOver } from './store-over.ts';
import { StoreState } from './store-state.ts';

/** A store that forgets everything when the process ends; for tests. */
export function openMemoryStore(): Store {
  const state = new StoreState();
  let open = true;
  return storeOver({
    state,
    change: async (mutation) => {
      if (!open) throw new StoreFailed('the store is closed');
      return mutation(state);
    },
    isOpen: () => open,
    close: async () => {
      open = false;
    },
  });
}
