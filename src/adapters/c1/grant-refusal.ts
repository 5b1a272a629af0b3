import { CredentialRefused } from '../../domain/errors.ts';
import type { HttpAnswer } from './http.ts';
import { jsonObject } from './json-object.ts';
import { httpDate } from './retry-after.ts';

/** What to do about a credential that wants proofs of possession (RFC 9449), which this version does not make. */
export const WITHOUT_DPOP = "create the credential in C1 without 'Require DPoP'";

/** An assertion is valid for 120 s on either side; the `Date` header and the way take some of it. */
const SUSPICIOUS_SKEW_MS = 100_000;

/**
 * Why C1's token endpoint said no: the OAuth error code (RFC 6749 §5.2) and the likely cure. The description is left
 * out: nothing says what C1 puts in it, and the request it describes is made of secrets.
 * @param now milliseconds since the epoch
 */
export function grantRefusal(call: string, answer: HttpAnswer, now: number): CredentialRefused {
  const { error } = jsonObject(answer.text) ?? {};
  const code = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : undefined;
  const said = `${call} answered ${answer.status}${code ? ` ${code}` : ''}`;
  return new CredentialRefused(`${said}: ${cure(code, answer, now)}`);
}

function cure(code: string | undefined, answer: HttpAnswer, now: number): string {
  if (code?.includes('dpop')) return WITHOUT_DPOP;
  const skewMs = now - httpDate(answer.date);
  if (Math.abs(skewMs) > SUSPICIOUS_SKEW_MS) {
    const seconds = Math.round(Math.abs(skewMs) / 1000);
    return `clock skew: this machine's clock is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} C1's; set it right`;
  }
  return 'the credential may have expired or been revoked, or its IP allowlist may not hold this address';
}
