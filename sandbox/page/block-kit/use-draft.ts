import { useEffect, useRef, useState } from 'preact/hooks';

const REST_MS = 200;

/**
 * What somebody types, sent when they rest and before a submission. A newer state of the server is taken over only
 * where nothing typed is still on its way: what the person wrote is never lost to an update of the view.
 */
export function useDraft(
  fromServer: string,
  send: (value: string) => Promise<unknown>,
  unsent: Map<string, () => Promise<unknown>>,
  key: string,
  { atRest = true }: { atRest?: boolean } = {},
) {
  const [draft, setDraft] = useState(fromServer);
  const typed = useRef({ value: fromServer, dirty: false, timer: 0 });
  const sender = useRef(send);
  sender.current = send;

  const flush = async () => {
    const now = typed.current;
    window.clearTimeout(now.timer);
    if (!now.dirty) return;
    const sent = now.value;
    await sender.current(sent);
    if (now.value === sent) now.dirty = false;
  };
  const latestFlush = useRef(flush);
  latestFlush.current = flush;

  useEffect(() => {
    unsent.set(key, () => latestFlush.current());
    return () => {
      unsent.delete(key);
      window.clearTimeout(typed.current.timer);
    };
  }, [unsent, key]);

  useEffect(() => {
    if (typed.current.dirty) return;
    typed.current.value = fromServer;
    setDraft(fromServer);
  }, [fromServer]);

  const type = (value: string) => {
    const now = typed.current;
    Object.assign(now, { value, dirty: true });
    setDraft(value);
    window.clearTimeout(now.timer);
    if (atRest) now.timer = window.setTimeout(() => void latestFlush.current(), REST_MS);
  };
  return { draft, type, flush };
}
