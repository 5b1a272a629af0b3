import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { Clock } from '../../ports/clock.ts';
import type { Ed25519PrivateJwk } from './credential.ts';
import type { HttpRequest } from './http.ts';

/** A key that tokens are bound to: whoever sends one proves with each request that he holds it (RFC 9449). */
export interface DpopKey {
  /**
   * Makes the value of the header `DPoP`, good for this one request: a JWT with the claims of RFC 9449 §4.2.
   * @param nonce the newest one this server gave
   * @param token the access token that goes along; none to the token endpoint
   */
  prove(request: Pick<HttpRequest, 'method' | 'path'>, nonce?: string, token?: string): Promise<string>;
}

export interface DpopKeyOptions {
  readonly jwk: Ed25519PrivateJwk;
  /** Of the tenant, as C1 knows itself: it compares `htu` with it. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

/**
 * Signs with jose, not with the library `dpop`: that one names the algorithm `Ed25519` (RFC 9864) and takes the time
 * from the process. C1's own library takes `EdDSA`, and an `iat` within 30 s of its clock (conductorone/dpop,
 * validator.go).
 */
export function createDpopKey({ jwk, baseUrl, clock }: DpopKeyOptions): DpopKey {
  const { kty, crv, x } = jwk;
  let key: ReturnType<typeof importJWK> | undefined;

  return {
    async prove({ method, path }, nonce, token) {
      key ??= importJWK({ ...jwk }, 'EdDSA');
      const { origin, pathname } = new URL(path, baseUrl);
      const claims = {
        htm: method,
        htu: origin + pathname,
        ...(nonce !== undefined && { nonce }),
        ...(token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') }),
      };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', typ: 'dpop+jwt', jwk: { kty, crv, x } })
        .setJti(randomUUID())
        .setIssuedAt(Math.floor(clock.now() / 1000))
        .sign(await key);
    },
  };
}

/** For a credential that has no key of its own. */
export function newJwk(): Ed25519PrivateJwk {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', d, x };
}
