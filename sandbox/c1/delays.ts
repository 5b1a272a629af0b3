/** Waits in real time that can all be called off, so that nothing outlives the server. */
export interface Delays {
  /** False if it was called off. */
  wait(ms: number): Promise<boolean>;
  cancelAll(): void;
}

export function createDelays(): Delays {
  const pending = new Map<NodeJS.Timeout, (waited: boolean) => void>();
  return {
    wait(ms) {
      if (ms <= 0) return Promise.resolve(true);
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          pending.delete(timer);
          resolve(true);
        }, ms);
        pending.set(timer, resolve);
      });
    },
    cancelAll() {
      for (const [timer, resolve] of pending) {
        clearTimeout(timer);
        resolve(false);
      }
      pending.clear();
    },
  };
}
