import * as z from 'zod';
import { C1RateLimited, C1Unavailable, CredentialRefused } from '../../domain/errors.ts';
import type { GrantedToken } from './access-token.ts';
import type { C1Credential, ClientCredential } from './credential.ts';
import { grantRefusal } from './grant-refusal.ts';
import { createGrantRequest, type GrantAnswer, type GrantRequestOptions } from './grant-request.ts';
import type { HttpRequest } from './http.ts';
import { jsonObject } from './json-object.ts';
import { askedWaitMs, type Repetition } from './retry.ts';

/** No wait reaches beyond this; see GIVE_UP_AFTER_MS in authorized-call.ts. */
const GIVE_UP_AFTER_MS = 40_000;
/** RFC 6749 §5.1 only recommends `expires_in`. C1 sends it; without it the shortest lifetime seen in its docs. */
const ASSUMED_LIFETIME_S = 600;

const TEMPLATE = '/auth/v1/token';
const REQUEST: HttpRequest = { method: 'POST', path: TEMPLATE, template: TEMPLATE };
const CALL = `POST ${TEMPLATE}`;

/** RFC 6749 §5.1. C1 is built on proto JSON, in which a number may be a string. */
const Granted = z.object({
  // What may stand in an Authorization header: anything else axios would drop without a word.
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  token_type: z.string().toLowerCase(),
  expires_in: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).catch(ASSUMED_LIFETIME_S),
});

export interface TokenGrantOptions extends GrantRequestOptions {
  /** The credential to use now; the same object as long as it is the same. */
  readonly credential: () => C1Credential;
}

/**
 * A grant of C1's `POST /auth/v1/token`, or the ready token, which is asked of nobody.
 *
 * The grant throws CredentialRefused, C1RateLimited, or C1Unavailable with reached `no`: whatever the token was for
 * has not been sent.
 */
export function createTokenGrant({ credential, ...options }: TokenGrantOptions): () => Promise<GrantedToken> {
  const { clock } = options;
  const ask = createGrantRequest(REQUEST, options);

  async function grantTo(client: C1Credential): Promise<GrantedToken> {
    if (client.kind === 'access_token') {
      return { value: client.token, key: null, lifetimeMs: Number.POSITIVE_INFINITY };
    }
    // A second grant does no harm, so all rules of the table hold.
    const patience: Repetition = { kind: 'harmless', giveUpAt: clock.now() + GIVE_UP_AFTER_MS };
    const answered = await ask(client, patience).catch((error: unknown) => {
      throw error instanceof C1Unavailable ? new C1Unavailable(error.message, 'no', { cause: error.cause }) : error;
    });
    return readGrant(answered, client.kind, clock.now());
  }

  return async () => {
    const first = credential();
    try {
      return await grantTo(first);
    } catch (error) {
      // Its files may have been exchanged while C1 was asked, or one after the other.
      const next = error instanceof CredentialRefused ? credential() : first;
      if (next === first) throw error;
      return grantTo(next);
    }
  };
}

function readGrant({ answer, key }: GrantAnswer, kind: ClientCredential['kind'], now: number): GrantedToken {
  const { status } = answer;
  if (status === 429) throw new C1RateLimited(askedWaitMs(answer, now));
  if (status === 400 || status === 401 || status === 403) {
    throw grantRefusal(CALL, { answer, kind, proven: key !== null, now });
  }
  if (status < 200 || status >= 300) {
    const hint = status < 500 ? '; is the base URL that of the tenant?' : '';
    throw new C1Unavailable(`${CALL} answered ${status}${hint}`, 'no');
  }

  const granted = Granted.safeParse(jsonObject(answer.text));
  if (!granted.success) throw new C1Unavailable(`${CALL} answered ${status} without a usable token`, 'no');
  const { access_token: value, token_type: type, expires_in: lifetimeS } = granted.data;
  const isBound = type === 'dpop' && key !== null;
  if (!isBound && type !== 'bearer') {
    throw new CredentialRefused(
      `${CALL} gave a token of a type that was not asked for: neither bearer nor bound to us`,
    );
  }
  return { value, key: isBound ? key : null, lifetimeMs: Math.max(0, lifetimeS) * 1000 };
}
