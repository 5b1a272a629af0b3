import { randomBytes } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { Clock } from '../../ports/clock.ts';
import type { Ed25519PrivateJwk } from './credential.ts';

/** Seconds, as C1's SDKs choose them (`token_source.go`). C1 accepts at most 5 minutes; a skew of 2 is forgiven. */
const VALID_BEFORE_S = 120;
const VALID_AFTER_S = 120;

export interface Signer {
  readonly clientId: string;
  readonly jwk: Ed25519PrivateJwk;
  /** Bare host name of the tenant: C1 wants neither scheme nor port in `aud`. */
  readonly audience: string;
  readonly clock: Clock;
}

/**
 * Signs client assertions: JWT, EdDSA, claims of RFC 7523 §3, and C1's own header `nonce` of 16 random bytes.
 * Each call makes a new one, since an assertion is spent by its use.
 */
export function createClientAssertion({ clientId, jwk, audience, clock }: Signer): () => Promise<string> {
  let key: ReturnType<typeof importJWK> | undefined;

  return async () => {
    key ??= importJWK({ ...jwk }, 'EdDSA');
    const now = Math.floor(clock.now() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA', nonce: randomBytes(16).toString('base64url') })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(audience)
      .setIssuedAt(now)
      .setNotBefore(now - VALID_BEFORE_S)
      .setExpirationTime(now + VALID_AFTER_S)
      .sign(await key);
  };
}
