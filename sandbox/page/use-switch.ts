import { useCallback } from 'preact/hooks';
import type { C1Switch } from '../web/protocol.ts';
import { NotDone, turnSwitch } from './api.ts';
import { useSession } from './session.ts';

/** Turns a switch of the tenant; the next state shows whether it did. */
export function useSwitch(): (which: C1Switch) => void {
  const { tell } = useSession();
  return useCallback(
    (which) => {
      turnSwitch(which).catch((error: unknown) => {
        if (!(error instanceof NotDone)) throw error;
        tell({ kind: 'error', text: error.message });
      });
    },
    [tell],
  );
}
