import {
  C1RateLimited,
  C1Rejected,
  type C1SyncError,
  C1Unavailable,
  ConnectorGone,
  CredentialRefused,
} from '../../domain/errors.ts';
import { errorDetail } from './error-detail.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { askedWaitMs } from './retry.ts';

/** Statuses with which something gave up waiting while C1 may have gone on; 408 and 499 have been seen from C1. */
const GAVE_UP = new Set([408, 499]);

/**
 * The error of ours for an answer that is not a 2xx. The status decides; what the body says is only added for the
 * operator, since C1 documents no error bodies.
 * @param now milliseconds since the epoch
 */
export function refusal(request: HttpRequest, answer: HttpAnswer, token: string, now: number): C1SyncError {
  const { status } = answer;
  const detail = errorDetail(answer.text, token);
  const said = `${request.method} ${request.template} answered ${status}${detail && `: ${detail}`}`;

  if (status < 400)
    return new C1Unavailable(`${said}; redirects are not followed: they would carry the token`, 'maybe');
  if (status === 401 || status === 403) {
    return new CredentialRefused(
      `${said}. The credential may have expired or been revoked, its IP allowlist may not hold this address, or it lacks the role Connector Administrator`,
    );
  }
  // Without an app in the path there is nothing that can be gone: then this is not the address of a tenant.
  if (status === 404 && request.template.includes('{')) return new ConnectorGone(said);
  if (status === 404) return new C1Rejected(`${said}; is the base URL that of the tenant?`);
  if (status === 429) return new C1RateLimited(askedWaitMs(answer, now), { cause: new Error(said) });
  if (status >= 500 || GAVE_UP.has(status)) return new C1Unavailable(said, 'maybe');
  return new C1Rejected(said);
}
