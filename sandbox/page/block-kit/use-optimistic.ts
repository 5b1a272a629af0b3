import { useEffect, useRef, useState } from 'preact/hooks';

/** After the last answer, the state that shows it may still be on its way. */
const SETTLE_MS = 300;

/**
 * Shows what was just chosen until the server's own word for it is there; where it says nothing of choices, as in
 * messages, what was chosen stays.
 */
export function useOptimistic<T>(
  fromServer: T,
  stays: boolean,
): [T, (value: T, doing: () => Promise<unknown>) => void] {
  const [local, setLocal] = useState<{ value: T } | null>(null);
  const underWay = useRef(0);
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const set = (value: T, doing: () => Promise<unknown>) => {
    setLocal({ value });
    window.clearTimeout(timer.current);
    underWay.current += 1;
    const settle = () => {
      underWay.current -= 1;
      if (underWay.current === 0 && !stays) timer.current = window.setTimeout(() => setLocal(null), SETTLE_MS);
    };
    doing().then(settle, settle);
  };
  return [local ? local.value : fromServer, set];
}
