import { CredentialRefused } from '../../domain/errors.ts';
import { clockSkew } from './clock-skew.ts';
import type { ClientCredential } from './credential.ts';
import { federationCure } from './federation-refusal.ts';
import type { HttpAnswer } from './http.ts';
import { jsonObject } from './json-object.ts';

/** An assertion is valid for this long on either side of our time. */
const ASSERTION_TOLERANCE_MS = 120_000;
/** C1's library takes a proof whose `iat` is this near to its own time (conductorone/dpop, validator.go). */
const PROOF_TOLERANCE_MS = 30_000;

export interface RefusedGrant {
  readonly answer: HttpAnswer;
  readonly kind: ClientCredential['kind'];
  /** Whether the request had a proof of possession. */
  readonly proven: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Why C1's token endpoint said no: the OAuth error code (RFC 6749 §5.2) and the likely cure. The description is left
 * out: nothing says what C1 puts in it, and the request it describes is made of secrets.
 */
export function grantRefusal(call: string, refused: RefusedGrant): CredentialRefused {
  const { answer, now } = refused;
  const { error } = jsonObject(answer.text) ?? {};
  const code = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : undefined;
  const said = `${call} answered ${answer.status}${code ? ` ${code}` : ''}`;
  const skew = clockSkew(answer, now, toleranceMs(refused));
  return new CredentialRefused(`${said}: ${skew?.sentence ?? cure(refused)}`, { skewMs: skew?.skewMs ?? null });
}

/** Whether C1 wants a proof of possession with the request it refused. The code for that is not documented. */
export function wantsProof({ status, text, dpopNonce, challenge }: HttpAnswer): boolean {
  if (status !== 400 && status !== 401 && status !== 403) return false;
  if (dpopNonce !== undefined || /\bdpop\b/i.test(challenge ?? '')) return true;
  const { error, error_description: description, message } = jsonObject(text) ?? {};
  return [error, description, message].some((said) => typeof said === 'string' && /\bdpop|_dpop/i.test(said));
}

function cure({ answer, kind, proven }: RefusedGrant): string {
  if (proven && wantsProof(answer)) {
    return 'C1 does not take our proof of possession (DPoP); is C1_BASE_URL the address of the tenant, as C1 itself writes it?';
  }
  if (kind === 'token_exchange') return federationCure(answer.text);
  return 'the credential may have expired or been revoked, or its IP allowlist may not hold this address';
}

/** Our clock matters only for what we sign ourselves. */
function toleranceMs({ kind, proven }: RefusedGrant): number {
  if (proven) return PROOF_TOLERANCE_MS;
  return kind === 'private_key_jwt' ? ASSERTION_TOLERANCE_MS : Number.POSITIVE_INFINITY;
}
