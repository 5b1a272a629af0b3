import { randomBytes } from 'node:crypto';
import type { TimeSource } from './tenant-clock.ts';

/** Marks a token, so that the log can mask it wherever it turns up. */
export const TOKEN_PREFIX = 'c1tok_';

/** The tokens the tenant has given out. A token dies by the time source, not by the skewed clock: it was told seconds. */
export interface AccessTokens {
  mint(lifetimeSeconds: number): string;
  isLive(token: string): boolean;
  revokeAll(): void;
  liveCount(): number;
}

export function createAccessTokens(clock: TimeSource): AccessTokens {
  const expiries = new Map<string, number>();
  const isLive = (token: string) => clock.now() < (expiries.get(token) ?? 0);
  return {
    mint(lifetimeSeconds) {
      const token = `${TOKEN_PREFIX}${randomBytes(24).toString('base64url')}`;
      expiries.set(token, clock.now() + lifetimeSeconds * 1000);
      return token;
    },
    isLive,
    revokeAll: () => expiries.clear(),
    liveCount: () => [...expiries.keys()].filter(isLive).length,
  };
}
