/** A call is looked at this often in its time, so it may get a tenth more than that. */
const STEPS = 10;

/** What ends one call early: its time is over, or its caller gave up. In the form axios takes as a `signal`. */
export interface CallLimit {
  readonly aborted: boolean;
  readonly timedOut: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(): void;
  /** Has to be called when the call is over. */
  release(): void;
}

/**
 * Limits for calls of `timeoutMs` (to a tenth more), all on one timer. The plain way, `AbortSignal.any` over
 * `AbortSignal.timeout`, costs a warm call a sixth of its time, and keeps 2 KB for each call as long as the caller's
 * signal lives (both measured on Node 20.20). It is real time, whatever a Clock says: it guards sockets.
 */
export function createCallLimits(timeoutMs: number): (caller: AbortSignal | undefined) => CallLimit {
  const running = new Set<Limit>();
  let ticking = false;

  function tick(): void {
    ticking = true;
    // A signal with a listener is not garbage, and its timer does not keep the process alive.
    AbortSignal.timeout(Math.ceil(timeoutMs / STEPS)).addEventListener('abort', () => {
      ticking = false;
      for (const limit of running) limit.step();
      if (running.size > 0) tick();
    });
  }

  return (caller) => {
    const limit = new Limit(caller, () => running.delete(limit));
    running.add(limit);
    if (!ticking) tick();
    return limit;
  };
}

class Limit implements CallLimit {
  aborted = false;
  timedOut = false;
  // The step that is under way when a call begins is not a whole one, hence one more.
  #stepsLeft = STEPS + 1;
  #listener: (() => void) | undefined;
  readonly #caller: AbortSignal | undefined;
  readonly #leave: () => void;

  constructor(caller: AbortSignal | undefined, leave: () => void) {
    this.#caller = caller;
    this.#leave = leave;
    this.aborted = caller?.aborted ?? false;
    caller?.addEventListener('abort', this.#abort);
  }

  step(): void {
    this.#stepsLeft -= 1;
    if (this.#stepsLeft > 0 || this.aborted) return;
    this.timedOut = true;
    this.#abort();
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listener = listener;
  }

  removeEventListener(): void {
    this.#listener = undefined;
  }

  release(): void {
    this.#caller?.removeEventListener('abort', this.#abort);
    this.#leave();
  }

  readonly #abort = (): void => {
    this.aborted = true;
    this.#listener?.();
  };
}
