import type { Clock } from '../../ports/clock.ts';
import type { DpopKey } from './dpop-key.ts';

/** Long enough for the slowest call to end before its token does. */
const RENEW_EARLY_MS = 60_000;

export interface Token {
  readonly value: string;
  /** What it is bound to (RFC 9449); null: whoever bears it may use it (RFC 6750). */
  readonly key: DpopKey | null;
}

export interface GrantedToken extends Token {
  /** Milliseconds from the moment the grant was asked for. */
  readonly lifetimeMs: number;
}

export interface AccessToken {
  /** The token to send now. Rejects with the errors of the grant. */
  current(): Promise<Token>;
  /** C1 refused this one, so `current` asks for another. It may be the same again: a ready one is all we have. */
  drop(token: Token): void;
}

/**
 * One token per lifetime, whatever the concurrency: each grant is an audit event in the customer's log. It is held by
 * the instance and never shared between two of them.
 */
export function renewedToken(grant: () => Promise<GrantedToken>, clock: Clock): AccessToken {
  let held: { readonly token: Token; readonly renewAt: number } | undefined;
  let renewal: Promise<Token> | undefined;

  async function renew(): Promise<Token> {
    // The lifetime counts from C1's answer; counting from our question can only be early.
    const askedAt = clock.now();
    try {
      const { lifetimeMs, ...token } = await grant();
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
    drop({ value }) {
      // Of ten calls refused at once only the first drops it: the others would drop its successor.
      if (held?.token.value === value) held = undefined;
    },
  };
}
