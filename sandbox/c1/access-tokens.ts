import { randomBytes } from 'node:crypto';
import type { TimeSource } from './tenant-clock.ts';

/** Marks a token, so that the log can mask it wherever it turns up. */
export const TOKEN_PREFIX = 'c1tok_';

/** The tokens the tenant has given out. A token dies by the time source, not by the skewed clock: it was told seconds. */
export interface AccessTokens {
  /** @param jkt the thumbprint of the key it is bound to (RFC 9449 section 6); null: whoever bears it may use it */
  mint(lifetimeSeconds: number, jkt?: string | null): string;
  /** Undefined: there is no such token, or it is dead. */
  get(token: string): { readonly jkt: string | null } | undefined;
  revokeAll(): void;
  liveCount(): number;
}

export function createAccessTokens(clock: TimeSource): AccessTokens {
  const tokens = new Map<string, { readonly expiresAt: number; readonly jkt: string | null }>();
  const get = (token: string) => {
    const known = tokens.get(token);
    return known !== undefined && clock.now() < known.expiresAt ? known : undefined;
  };
  return {
    mint(lifetimeSeconds, jkt = null) {
      const token = `${TOKEN_PREFIX}${randomBytes(24).toString('base64url')}`;
      tokens.set(token, { expiresAt: clock.now() + lifetimeSeconds * 1000, jkt });
      return token;
    },
    get,
    revokeAll: () => tokens.clear(),
    liveCount: () => [...tokens.keys()].filter(get).length,
  };
}
