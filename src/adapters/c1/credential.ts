import { createPrivateKey, createPublicKey } from 'node:crypto';

/**
 * How we prove to C1 who we are: the ways of its OAuth token endpoint, or a token somebody else fetched.
 * `private_key_jwt` (RFC 7523) is preferred to a posted secret: the secret never travels. `token_exchange` (RFC 8693)
 * is C1's workload federation: a JWT of an issuer that the tenant trusts, and no secret at all.
 */
export type C1Credential = ClientCredential | { readonly kind: 'access_token'; readonly token: string };

/** One with which C1's token endpoint is asked for a token. */
export type ClientCredential =
  | { readonly kind: 'private_key_jwt'; readonly clientId: string; readonly jwk: Ed25519PrivateJwk }
  | { readonly kind: 'client_secret_post'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token_exchange'; readonly clientId: string; readonly subjectToken: string };

/** RFC 8037 §2. `d` and `x` are 32 bytes each, base64url without padding. */
export interface Ed25519PrivateJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly d: string;
  readonly x: string;
}

/** A credential that cannot be used. The message says what to paste, and holds no part of what was pasted. */
export class BadCredential extends Error {
  override readonly name = 'BadCredential';
}

/**
 * Reads a client id of the form `<name>@<host>/<use>`; `use` is `spc` (service principal), `pcc` (personal) or `wfe`
 * (a trust of workload federation).
 * @returns `host` as written, with its port if it has one
 * @throws BadCredential
 */
export function parseClientId(text: string): { clientId: string; host: string } {
  const clientId = text.trim();
  const form = 'Paste the client id as C1 shows it: <name>@<host>/<use>.';
  if (clientId.startsWith('secret-token:')) throw new BadCredential(`This is the client secret. ${form}`);
  const host = /^[^\s@/]+@([a-z0-9][a-z0-9.-]*(?::\d{1,5})?)\/[\w-]+$/i.exec(clientId)?.[1];
  if (host === undefined) throw new BadCredential(`This is not a client id. ${form}`);
  return { clientId, host };
}

/**
 * Reads a client secret of the form `secret-token:conductorone.com:v1:<base64url of a JWK>`, as strictly as
 * `token_source.go` of C1's Go SDK; besides, the two halves of the key have to belong together.
 * @throws BadCredential
 */
export function parseClientSecret(text: string): Ed25519PrivateJwk {
  const [, , version, ...rest] = text.trim().split(':');
  // Like Go's SplitN(4): everything after the third colon is the key, and base64url has no colon to lose.
  const encoded = rest.join(':');
  if (version === undefined || rest.length === 0) throw bad('It has fewer than four parts');
  if (version !== 'v1') throw bad('It is not of version v1, the only one known');
  if (!isBase64Url(encoded)) throw bad('Its last part is not base64url, so it was cut off or changed');
  const jwk = parseJwk(Buffer.from(encoded, 'base64url').toString('utf8'));
  if (jwk.x !== publicHalf(jwk)) throw bad('The public half of its key does not belong to the private half');
  return jwk;
}

/**
 * Accepts a client secret that is sent to C1 as it is (`client_secret_post`), whatever its inner form.
 * @throws BadCredential
 */
export function parsePostedClientSecret(text: string): string {
  const secret = text.trim();
  if (!/^secret-token:[\x21-\x7e]+$/.test(secret)) throw bad('It does not start with secret-token: or has a gap in it');
  return secret;
}

/**
 * Accepts a token of the workload's own issuer, which C1 exchanges for one of its own. Who signed it and until when it
 * counts is for C1 to say.
 * @throws BadCredential
 */
export function parseSubjectToken(text: string): string {
  const token = text.trim();
  // A JWS in its compact form, RFC 7515 §7.1: its header is a JSON object, so it begins with `{"`.
  if (/^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(token)) return token;
  throw new BadCredential('This is not a signed JWT. Put the OIDC token of this workload here, alone and whole.');
}

function parseJwk(json: string): Ed25519PrivateJwk {
  let jwk: unknown;
  try {
    jwk = JSON.parse(json);
  } catch {
    throw bad('Its key is not JSON, so it was cut off or changed');
  }
  if (typeof jwk !== 'object' || jwk === null || Array.isArray(jwk)) throw bad('Its key is not a JSON object');
  const { kty, crv, d, x }: { kty?: unknown; crv?: unknown; d?: unknown; x?: unknown } = jwk;
  if (kty !== 'OKP' || crv !== 'Ed25519') throw bad('Its key is not an Ed25519 key');
  if (d === undefined) throw bad('It holds a public key, not the private one');
  if (!is32Bytes(d) || !is32Bytes(x)) throw bad('Its key does not have the length of an Ed25519 key');
  return { kty, crv, d, x };
}

function publicHalf(jwk: Ed25519PrivateJwk): string | undefined {
  return createPublicKey(createPrivateKey({ key: { ...jwk }, format: 'jwk' })).export({ format: 'jwk' }).x;
}

function is32Bytes(value: unknown): value is string {
  return typeof value === 'string' && isBase64Url(value) && Buffer.from(value, 'base64url').length === 32;
}

function isBase64Url(text: string): boolean {
  return /^[\w-]+$/.test(text) && text.length % 4 !== 1;
}

function bad(what: string): BadCredential {
  return new BadCredential(
    `This is not a usable client secret. ${what}. Paste the whole secret as C1 showed it once, from secret-token: to its last character; if it is lost, create a new credential in C1.`,
  );
}
