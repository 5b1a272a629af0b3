import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** What an operator copies out of C1. */
export interface Credential {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface IssuedCredential extends Credential {
  readonly publicKey: KeyObject;
}

/**
 * A service principal's credential: id `<random>@<host>/spc`; secret is C1's prefix, `v1` and a raw base64url JWK
 * (OKP, Ed25519, with the private part). c1-api 4.4; conductorone-sdk-go token_source.go.
 */
export function makeCredential(name: string, host: string): IssuedCredential {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { kty, crv, x, d } = privateKey.export({ format: 'jwk' });
  const jwk = Buffer.from(JSON.stringify({ kty, crv, x, d })).toString('base64url');
  return { clientId: `${name}@${host}/spc`, clientSecret: `secret-token:conductorone.com:v1:${jwk}`, publicKey };
}
