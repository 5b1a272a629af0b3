import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { TimeSource } from './tenant-clock.ts';

/** How old a token may be (c1-api 4.4). */
const MAX_AGE_SECONDS = 600;

/** "Status detail" of C1's system log (C1 docs, Audit events). */
export type ExchangeRefusal =
  | 'trust_not_found'
  | 'issuer_mismatch'
  | 'invalid_jwt_format'
  | 'cel_condition_not_met'
  | 'token_too_old'
  | 'sp_disabled';

/** Workload federation as an operator sets it up, with the issuer he would have elsewhere. */
export interface FederationTrust {
  /** `sandbox-trust-1@127.0.0.1:PORT/wfe`: C1_CLIENT_ID. */
  readonly clientId: string;
  readonly issuer: string;
  /** What the condition of the trust asks of `sub`. */
  readonly subject: string;
  /** A JWT of the issuer, right but for the claims given. */
  issueToken(claims?: JWTPayload): Promise<string>;
}

interface KnownTrust extends FederationTrust {
  readonly publicKey: KeyObject;
  isDisabled: boolean;
}

/** The trusts of one tenant. */
export interface Federation {
  createTrust(): FederationTrust;
  /** Whether the service principal of a trust may do anything. */
  setEnabled(clientId: string, enabled: boolean): void;
  /** Why a token is not exchanged; null: it is. `now`: the tenant's time, in milliseconds. */
  refusal(clientId: string, subjectToken: string, now: number): Promise<ExchangeRefusal | null>;
}

export function createFederation(host: string, clock: TimeSource): Federation {
  const trusts = new Map<string, KnownTrust>();
  return {
    createTrust() {
      const trust = makeTrust(`sandbox-trust-${trusts.size + 1}@${host}/wfe`, clock);
      trusts.set(trust.clientId, trust);
      return trust;
    },
    setEnabled(clientId, enabled) {
      const trust = trusts.get(clientId);
      if (trust === undefined) throw new Error(`no trust ${clientId}`);
      trust.isDisabled = !enabled;
    },
    async refusal(clientId, subjectToken, now) {
      const trust = trusts.get(clientId);
      if (trust === undefined) return 'trust_not_found';
      const claims = await readClaims(subjectToken, trust, now);
      if (typeof claims === 'string') return claims;
      if (now / 1000 - (claims.iat ?? 0) > MAX_AGE_SECONDS) return 'token_too_old';
      if (claims.sub !== trust.subject) return 'cel_condition_not_met';
      return trust.isDisabled ? 'sp_disabled' : null;
    },
  };
}

function makeTrust(clientId: string, clock: TimeSource): KnownTrust {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const issuer = 'https://issuer.sandbox.example';
  const subject = 'system:serviceaccount:default:c1-sync';
  return {
    clientId,
    issuer,
    subject,
    publicKey,
    isDisabled: false,
    issueToken(claims = {}) {
      const iat = Math.floor(clock.now() / 1000);
      const right = { iss: issuer, sub: subject, aud: clientId, iat, exp: iat + 3600 };
      return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey);
    },
  };
}

async function readClaims(token: string, trust: KnownTrust, now: number): Promise<JWTPayload | ExchangeRefusal> {
  try {
    const checks = { issuer: trust.issuer, currentDate: new Date(now), requiredClaims: ['iat', 'exp', 'sub'] };
    return (await jwtVerify(token, trust.publicKey, checks)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'token_too_old';
    if (error instanceof errors.JWTClaimValidationFailed) return 'issuer_mismatch';
    // Another key is another issuer.
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'issuer_mismatch';
    if (error instanceof errors.JOSEError) return 'invalid_jwt_format';
    throw error;
  }
}
