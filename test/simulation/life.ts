import type { Clock } from '../../src/ports/clock.ts';

/** Whether the process dies of a call, told by its name: before it, or when it is out and no answer is there yet. */
export type Strike = (method: string) => 'before' | 'after' | null;

/** One life of the process: it ends between any two of its steps, and nothing of it goes on. */
export class Life {
  #isOver = false;
  readonly #onEnd: () => void;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** As `kill -9`: what it asked of others may still happen, and it never hears of it. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onEnd();
  }

  /** A promise as the process sees it. */
  lived<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      work.then(
        (value) => this.#isOver || resolve(value),
        (error) => this.#isOver || reject(error),
      );
    });
  }

  /** The clock as the process has it: nothing wakes it when it is dead. */
  clock(clock: Clock): Clock {
    return { now: () => clock.now(), sleep: (ms, signal) => this.lived(clock.sleep(ms, signal)) };
  }

  /** A port as the process has it. */
  port<T extends object>(port: T, strike: Strike): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          const stroke = this.#isOver ? null : strike(String(name));
          if (stroke === 'before') this.end();
          if (this.#isOver) return this.lived(Promise.resolve());
          const answer = member.apply(target, given);
          if (stroke === 'after') this.end();
          return answer instanceof Promise ? this.lived(answer) : answer;
        };
      },
    });
  }
}
