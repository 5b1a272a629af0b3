import { z } from 'zod';
import { C1RateLimited, C1Unavailable, CredentialRefused } from '../../domain/errors.ts';
import type { GrantedToken } from './access-token.ts';
import { grantRefusal, WITHOUT_DPOP } from './grant-refusal.ts';
import type { Http, HttpRequest } from './http.ts';
import { jsonObject } from './json-object.ts';
import { askedWaitMs, type RetryOptions, sendWithRetries } from './retry.ts';

/** No wait reaches beyond this; see GIVE_UP_AFTER_MS in authorized-call.ts. */
const GIVE_UP_AFTER_MS = 40_000;
/** RFC 6749 §5.1 only recommends `expires_in`. C1 sends it; without it the shortest lifetime seen in its docs. */
const ASSUMED_LIFETIME_S = 600;

const TEMPLATE = '/auth/v1/token';

/** RFC 6749 §5.1. C1 is built on proto JSON, in which a number may be a string. */
const Granted = z.object({
  // What may stand in an Authorization header: anything else axios would drop without a word.
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  token_type: z.string(),
  expires_in: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).catch(ASSUMED_LIFETIME_S),
});

export interface TokenGrantOptions extends RetryOptions {
  readonly http: Http;
  /** The form fields that prove who we are; asked for anew at each attempt. */
  readonly proof: () => Promise<Readonly<Record<string, string>>>;
}

/**
 * The client credentials grant (RFC 6749 §4.4) at C1's `POST /auth/v1/token`. Credentials stand in the body, never in
 * a header, as the `oauth` scheme of C1's OpenAPI demands.
 *
 * The grant throws CredentialRefused, C1RateLimited, or C1Unavailable with reached `no`: whatever the token was for
 * has not been sent.
 */
export function createTokenGrant({ http, proof, ...retries }: TokenGrantOptions): () => Promise<GrantedToken> {
  const { clock } = retries;
  const request: HttpRequest = { method: 'POST', path: TEMPLATE, template: TEMPLATE };
  const call = `POST ${TEMPLATE}`;

  const send = async () => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...(await proof()) }).toString();
    return http.send({ ...request, headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body });
  };

  return async () => {
    // A second grant does no harm, so all rules of the table hold.
    const patience = { repeatable: true, giveUpAt: clock.now() + GIVE_UP_AFTER_MS };
    const answer = await sendWithRetries(request, send, patience, retries).catch((error: unknown) => {
      throw error instanceof C1Unavailable ? new C1Unavailable(error.message, 'no', { cause: error.cause }) : error;
    });
    const { status } = answer;
    if (status === 429) throw new C1RateLimited(askedWaitMs(answer, clock.now()));
    if (status === 400 || status === 401 || status === 403) throw grantRefusal(call, answer, clock.now());
    if (status < 200 || status >= 300) {
      const hint = status < 500 ? '; is the base URL that of the tenant?' : '';
      throw new C1Unavailable(`${call} answered ${status}${hint}`, 'no');
    }

    const granted = Granted.safeParse(jsonObject(answer.text));
    if (!granted.success) throw new C1Unavailable(`${call} answered ${status} without a usable token`, 'no');
    const { access_token: token, token_type: type, expires_in: lifetimeS } = granted.data;
    if (type.toLowerCase() !== 'bearer') {
      throw new CredentialRefused(`${call} gave a token_type other than bearer: ${WITHOUT_DPOP}`);
    }
    return { token, lifetimeMs: Math.max(0, lifetimeS) * 1000 };
  };
}
