import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWTPayload, jwtVerify } from 'jose';
import type { ApiCall } from './route.ts';
import type { Tenant } from './tenant.ts';

/** As in C1's own library: `iat` this near to the tenant's clock (conductorone/dpop, validator.go). */
const TOLERANCE_SECONDS = 30;

/** A nonce of one is none of the other (RFC 9449 section 9). */
export type ProvenServer = 'token' | 'api';

/** What the two servers of a tenant remember of proofs. */
export interface DpopMemory {
  nonce(server: ProvenServer): string;
  /** The nonces given out so far count no more. */
  renewNonces(): void;
  /** Whether this jti comes for the first time. */
  isNew(jti: string): boolean;
}

export function createDpopMemory(): DpopMemory {
  const seen = new Set<string>();
  let generation = 1;
  return {
    nonce: (server) => `sandbox-${server}-nonce-${generation}`,
    renewNonces() {
      generation += 1;
    },
    isNew(jti) {
      const isNew = !seen.has(jti);
      seen.add(jti);
      return isNew;
    },
  };
}

/** `error` as RFC 9449 names it (sections 5, 8 and 9); a nonce goes along with `use_dpop_nonce`. */
export type Proof =
  | { readonly jkt: string }
  | { readonly error: 'use_dpop_nonce' | 'invalid_dpop_proof'; readonly why: string };

/**
 * Checks the proof of a call: RFC 9449 section 4.3, with EdDSA alone.
 * @param token the access token that came along; none to the token endpoint
 */
export async function readProof(call: ApiCall, tenant: Tenant, server: ProvenServer, token?: string): Promise<Proof> {
  const { dpop: proof } = call.headers;
  const nonce = tenant.settings.dpopNonces ? tenant.dpop.nonce(server) : undefined;
  if (typeof proof !== 'string') {
    return { error: nonce === undefined ? 'invalid_dpop_proof' : 'use_dpop_nonce', why: 'a DPoP proof is required' };
  }
  try {
    const checks = { algorithms: ['EdDSA'], typ: 'dpop+jwt', requiredClaims: ['jti', 'iat', 'htm', 'htu'] };
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, checks);
    if (payload.nonce !== nonce) {
      const error = nonce === undefined ? 'invalid_dpop_proof' : 'use_dpop_nonce';
      return { error, why: nonce === undefined ? 'unexpected nonce' : 'the nonce is missing or old' };
    }
    const why = claimFault(payload, call, tenant, token);
    if (why !== null) return { error: 'invalid_dpop_proof', why };
    return { jkt: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) {
      return { error: 'invalid_dpop_proof', why: error.message };
    }
    throw error;
  }
}

function claimFault(claims: JWTPayload, call: ApiCall, tenant: Tenant, token: string | undefined): string | null {
  const now = (tenant.clock.now() + tenant.settings.skewMs) / 1000;
  const ath = token === undefined ? undefined : createHash('sha256').update(token).digest('base64url');
  if (Math.abs(now - (claims.iat ?? 0)) > TOLERANCE_SECONDS) return 'iat is too far from the time here';
  if (claims.htm !== call.method) return 'htm is another method';
  if (claims.htu !== tenant.origin + call.path) return 'htu is another address';
  if (claims.ath !== ath) return 'ath is that of another token';
  return tenant.dpop.isNew(String(claims.jti)) ? null : 'the proof was used before';
}
