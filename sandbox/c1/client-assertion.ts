import type { KeyObject } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';

/** The only `client_assertion_type` there is (RFC 7523 section 2.2; c1-api 4.4). */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const TOLERANCE_SECONDS = 5;
const MAX_LIFE_SECONDS = 5 * 60;

export interface Expected {
  readonly clientId: string;
  readonly publicKey: KeyObject;
  /** The bare host: "no scheme, no port" (c1-api 4.4; cone token_source.go). */
  readonly audience: string;
  readonly now: number;
}

/**
 * What is wrong with a client's assertion; null: nothing. EdDSA, iss = sub = client_id, aud the bare host, exp at most
 * 5 minutes after iat, nbf not ahead, all to 5 seconds (c1-api 4.4). No jti is asked for, so it may be sent twice.
 */
export async function assertionFault(assertion: string, expected: Expected): Promise<string | null> {
  const checks = {
    algorithms: ['EdDSA'],
    issuer: expected.clientId,
    subject: expected.clientId,
    audience: expected.audience,
    requiredClaims: ['exp', 'iat'],
    clockTolerance: TOLERANCE_SECONDS,
    currentDate: new Date(expected.now),
  };
  try {
    const { payload } = await jwtVerify(assertion, expected.publicKey, checks);
    return claimFault(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError) return error.message;
    throw error;
  }
}

function claimFault({ aud, exp = 0, iat = 0 }: JWTPayload): string | null {
  if (typeof aud !== 'string') return '"aud" claim must be one string';
  if (exp - iat > MAX_LIFE_SECONDS) return '"exp" claim is more than 5 minutes after "iat"';
  return null;
}
