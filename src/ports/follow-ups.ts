import type { ConnectorRef } from '../domain/connector.ts';

/** What a look leaves for the next one at the same connector, wherever that is taken. */
export interface FollowMemory {
  /** Since when C1 could not be read for it, our clock; null: it could. */
  unreadableSince: number | null;
}

/**
 * One look at a connector. Resolves to the milliseconds until the next; null: nothing is left to follow.
 * @throws {StoreFailed}
 */
export type Look = (ref: ConnectorRef, signal: AbortSignal, memory: FollowMemory) => Promise<number | null>;

/** Looks at connectors again and again until nothing is left to follow; at each one at a time, in whatever instance. */
export interface FollowUps {
  /**
   * Begins.
   * @param pickUp goes on with what an instance that is gone has left; called now, and whenever one is found to be gone
   */
  start(pickUp: () => Promise<void>): void;
  /** A look in some seconds, then until nothing is left to follow. */
  follow(ref: ConnectorRef): void;
  /** How many connectors are followed. */
  readonly size: number;
  /** Takes no further look; resolves when none is under way. Leaves no timer. */
  stop(): Promise<void>;
}
