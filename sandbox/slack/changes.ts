import type { Change } from './observed.ts';

export interface Changes {
  tell(change: Change): void;
  onChange(listener: (change: Change) => void): () => void;
  waitFor<T>(look: () => T | undefined | null | false, timeoutMs?: number): Promise<T>;
  close(): void;
}

/** Tells listeners of everything that changes, so that a test can wait for a fact and a page can draw it. */
export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  const giveUps = new Set<(why: string) => void>();

  function onChange(listener: (change: Change) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    tell(change) {
      for (const listener of [...listeners]) listener(change);
    },
    onChange,
    waitFor(look, timeoutMs = 10_000) {
      const already = look();
      if (already) return Promise.resolve(already);
      return new Promise((resolve, reject) => {
        const stop = onChange(() => {
          const found = look();
          if (!found) return;
          end();
          resolve(found);
        });
        const giveUp = (why: string) => {
          end();
          reject(new Error(why));
        };
        const timer = setTimeout(giveUp, timeoutMs, `Nothing of the kind within ${timeoutMs} ms: ${look}`);
        const end = () => {
          clearTimeout(timer);
          giveUps.delete(giveUp);
          stop();
        };
        giveUps.add(giveUp);
      });
    },
    close() {
      for (const giveUp of [...giveUps]) giveUp('The Slack sandbox was closed while somebody waited.');
      listeners.clear();
    },
  };
}
