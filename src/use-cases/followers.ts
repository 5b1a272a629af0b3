import { type ConnectorRef, connectorKey } from '../domain/connector.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowMemory, FollowUps, Look } from '../ports/follow-ups.ts';
import type { Log } from '../ports/log.ts';
import { READ_EVERY_MS } from './connector-reader.ts';

/** After something unexpected, such as a disk that is full. */
const AFTER_A_FAILURE_MS = 60_000;

interface Follower {
  /** Somebody asked to follow since the last look began. */
  again: boolean;
  readonly memory: FollowMemory;
  /** Ends its pause between two looks. */
  pause: AbortController;
  /** Of its own: a signal that hundreds listen to makes Node warn of a leak. */
  readonly stopping: AbortController;
  over: Promise<void>;
}

/** Follow-ups within one process: one follower for each connector with something to follow, however many wait for it. */
export class Followers implements FollowUps {
  readonly #look: Look;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #followers = new Map<string, Follower>();
  #isStopped = false;
  #pickingUp: Promise<void> = Promise.resolve();

  constructor({ look, clock, log }: { look: Look; clock: Clock; log: Log }) {
    this.#look = look;
    this.#clock = clock;
    this.#log = log;
  }

  get size(): number {
    return this.#followers.size;
  }

  /** Only the process before this one can have left something. */
  start(pickUp: () => Promise<void>): void {
    this.#pickingUp = pickUp().catch((error: unknown) => {
      this.#log.error({ err: error }, 'the syncs of the last process could not be picked up');
    });
  }

  follow(ref: ConnectorRef): void {
    if (this.#isStopped) return;
    const known = this.#followers.get(connectorKey(ref));
    if (known !== undefined) {
      known.again = true;
      known.pause.abort();
      return;
    }
    const [pause, stopping] = [new AbortController(), new AbortController()];
    const follower: Follower = {
      again: true,
      memory: { unreadableSince: null },
      pause,
      stopping,
      over: Promise.resolve(),
    };
    this.#followers.set(connectorKey(ref), follower);
    follower.over = this.#run(ref, follower);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const followers = [...this.#followers.values()];
    for (const { pause, stopping } of followers) {
      stopping.abort(new Error('stopped'));
      pause.abort();
    }
    await this.#pickingUp;
    await Promise.all(followers.map(({ over }) => over));
  }

  async #run(ref: ConnectorRef, follower: Follower): Promise<void> {
    const { signal } = follower.stopping;
    let wait: number | null = READ_EVERY_MS;
    while (wait !== null && !signal.aborted) {
      await this.#pause(wait, follower);
      if (signal.aborted) break;
      follower.again = false;
      wait = await this.#lookOnce(ref, follower);
      if (follower.again) wait = READ_EVERY_MS;
    }
    this.#followers.delete(connectorKey(ref));
  }

  /** Somebody new cuts a long pause short. */
  async #pause(ms: number, follower: Follower): Promise<void> {
    const until = this.#clock.now() + ms;
    follower.pause = new AbortController();
    await this.#clock.sleep(ms, follower.pause.signal).catch(() => undefined);
    const left = Math.min(until - this.#clock.now(), READ_EVERY_MS);
    if (left > 0) await this.#clock.sleep(left, follower.stopping.signal).catch(() => undefined);
  }

  async #lookOnce(ref: ConnectorRef, { stopping: { signal }, memory }: Follower): Promise<number | null> {
    try {
      return await this.#look(ref, signal, memory);
    } catch (error) {
      if (!signal.aborted) {
        this.#log.error({ err: error, connector: connectorKey(ref) }, 'a sync could not be followed');
      }
      return AFTER_A_FAILURE_MS;
    }
  }
}
