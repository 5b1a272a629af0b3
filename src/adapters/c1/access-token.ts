import type { Clock } from '../../ports/clock.ts';

/** Long enough for the slowest call to end before its token does. */
const RENEW_EARLY_MS = 60_000;

export interface GrantedToken {
  readonly token: string;
  /** Milliseconds from the moment the grant was asked for. */
  readonly lifetimeMs: number;
}

export interface AccessToken {
  /** The bearer token to send now. Rejects with the errors of the grant. */
  current(): Promise<string>;
  /** C1 refused `token`. @returns whether `current` can bring another one */
  drop(token: string): boolean;
}

/** A token somebody else fetched: it is all we have, so one that C1 refuses is not replaced. */
export function readyToken(token: string): AccessToken {
  return { current: async () => token, drop: () => false };
}

/**
 * One token per lifetime, whatever the concurrency: each grant is an audit event in the customer's log. It is held by
 * the instance and never shared between two of them.
 */
export function renewedToken(grant: () => Promise<GrantedToken>, clock: Clock): AccessToken {
  let held: { readonly token: string; readonly renewAt: number } | undefined;
  let renewal: Promise<string> | undefined;

  async function renew(): Promise<string> {
    // The lifetime counts from C1's answer; counting from our question can only be early.
    const askedAt = clock.now();
    try {
      const { token, lifetimeMs } = await grant();
      // Half of a lifetime too short for that, or a token of 15 s would be renewed by every call.
      const early = lifetimeMs > RENEW_EARLY_MS ? RENEW_EARLY_MS : lifetimeMs / 2;
      held = { token, renewAt: askedAt + lifetimeMs - early };
      return token;
    } finally {
      renewal = undefined;
    }
  }

  return {
    async current() {
      if (held !== undefined && clock.now() < held.renewAt) return held.token;
      renewal ??= renew();
      return renewal;
    },
    drop(token) {
      // Of ten calls refused at once only the first drops it: the others would drop its successor.
      if (held?.token === token) held = undefined;
      return true;
    },
  };
}
