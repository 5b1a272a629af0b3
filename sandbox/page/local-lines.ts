import { useMemo, useState } from 'preact/hooks';

/**
 * A line that only this page knows: what is on its way (greyed), or a sentence of Slack itself such as
 * `/c1-sync failed with the error "operation_timeout"`. Gone after a reload, as Slack's own are.
 */
export interface LocalLine {
  readonly id: number;
  readonly as: string;
  readonly channel: string;
  readonly threadTs: string;
  readonly kind: 'pending' | 'slackbot';
  readonly text: string;
  readonly at: number;
}

export interface LocalLines {
  readonly all: readonly LocalLine[];
  /** Returns the way to take it away. */
  readonly add: (line: Omit<LocalLine, 'id' | 'at'>) => () => void;
  readonly dismiss: (id: number) => void;
}

let lastId = 0;

export function useLocalLines(): LocalLines & { readonly clear: () => void } {
  const [all, setAll] = useState<readonly LocalLine[]>([]);
  const hands = useMemo(() => {
    const dismiss = (id: number) => setAll((lines) => lines.filter((line) => line.id !== id));
    return {
      dismiss,
      clear: () => setAll([]),
      add(line: Omit<LocalLine, 'id' | 'at'>) {
        const id = ++lastId;
        setAll((lines) => [...lines, { ...line, id, at: Date.now() }]);
        return () => dismiss(id);
      },
    };
  }, []);
  return { all, ...hands };
}
