import type { JsonObject } from './json.ts';

/**
 * What can go wrong with one call. `do-then-reset` does the work and loses the answer: the way a retried
 * chat.postMessage posts twice (reference 3.2, point 10).
 */
export type Fault =
  | { error: string; data?: JsonObject }
  | { status: number; body?: string }
  | { ratelimited: number }
  | { delayMs: number }
  | 'reset'
  | 'never-answer'
  | 'do-then-reset';

export interface Faults {
  /** The next call of the method meets this; several wait in line. */
  next(method: string, ...faults: Fault[]): void;
  /** Every call meets this until the returned function is called. */
  always(method: string, fault: Fault): () => void;
  take(method: string): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  const waiting = new Map<string, Fault[]>();
  const standing = new Map<string, Fault>();
  return {
    next(method, ...faults) {
      waiting.set(method, [...(waiting.get(method) ?? []), ...faults]);
    },
    always(method, fault) {
      standing.set(method, fault);
      return () => {
        if (standing.get(method) === fault) standing.delete(method);
      };
    },
    take: (method) => waiting.get(method)?.shift() ?? standing.get(method),
    clear() {
      waiting.clear();
      standing.clear();
    },
  };
}
