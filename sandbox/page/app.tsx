import { useCallback, useMemo } from 'preact/hooks';
import type { GestureResult } from '../web/protocol.ts';
import { doGesture, NotDone } from './api.ts';
import { useLocalLines } from './local-lines.ts';
import { usePlace } from './place.ts';
import { type Act, SessionProvider } from './session.ts';
import { Toasts } from './toasts.tsx';
import { useLive } from './use-live.ts';
import { Welcome } from './welcome.tsx';
import { Workspace } from './workspace.tsx';

/** The page: one person's Slack, and the tenant beside it. */
export function App() {
  const [place, go] = usePlace();
  const forgetPerson = useCallback(() => go({ as: '', channel: '', thread: '' }), [go]);
  const { live, tell, dismiss, forgetTraffic } = useLive(place.as, forgetPerson);
  const { clear, ...lines } = useLocalLines();
  const { state } = live;
  const me = state?.me.id ?? '';

  const act = useCallback(
    async (what: Act): Promise<GestureResult | null> => {
      try {
        return await doGesture({ as: me, ...what });
      } catch (error) {
        if (!(error instanceof NotDone)) throw error;
        tell({ kind: 'error', text: error.message });
        return null;
      }
    },
    [me, tell],
  );
  const startAfresh = useCallback(() => {
    clear();
    forgetTraffic();
    go({ thread: '' });
  }, [clear, forgetTraffic, go]);
  const session = useMemo(
    () => (state === null ? null : { state, place, go, act, tell, lines }),
    [state, place, go, act, tell, lines],
  );

  return (
    <>
      {session === null ? (
        <Welcome connection={live.connection} />
      ) : (
        <SessionProvider value={session}>
          <Workspace live={live} onStartedOver={startAfresh} onForgetTraffic={forgetTraffic} />
        </SessionProvider>
      )}
      <Toasts toasts={live.toasts} onDismiss={dismiss} />
    </>
  );
}
