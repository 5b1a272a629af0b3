import type { ClientCredential } from './credential.ts';
import { createDpopKey, type DpopKey, newJwk } from './dpop-key.ts';
import { createGrantForm } from './grant-form.ts';
import { wantsProof } from './grant-refusal.ts';
import type { Http, HttpAnswer, HttpRequest } from './http.ts';
import { createProvenSend } from './proven-send.ts';
import { type Repetition, type RetryOptions, sendWithRetries } from './retry.ts';

export interface GrantRequestOptions extends RetryOptions {
  readonly http: Http;
  /** Of the tenant. */
  readonly baseUrl: string;
}

export interface GrantAnswer {
  readonly answer: HttpAnswer;
  /** What the request was proven with; null: it had no proof. */
  readonly key: DpopKey | null;
}

export type GrantRequest = (credential: ClientCredential, patience: Repetition) => Promise<GrantAnswer>;

/** Credentials stand in the body, never in a header, as the `oauth` scheme of C1's OpenAPI demands. */
const HEADERS = { 'Content-Type': 'application/x-www-form-urlencoded' };

/**
 * Asks C1's token endpoint. Nothing tells beforehand whether a credential was made with "Require DPoP" (RFC 9449), so
 * the first answer decides: if it wants a proof, this request and all later ones have one. A server that needs none
 * ignores it and gives a bearer token.
 */
export function createGrantRequest(
  request: HttpRequest,
  { http, baseUrl, ...retries }: GrantRequestOptions,
): GrantRequest {
  const { clock, log } = retries;
  const send = createProvenSend(http);
  const ownJwk = newJwk();
  let proves = false;

  return async (credential, patience) => {
    const form = createGrantForm(credential, baseUrl, clock);
    // Made anew for each sending: an assertion is spent by its use.
    const make = async (): Promise<HttpRequest> => {
      return { ...request, headers: HEADERS, body: new URLSearchParams(await form()).toString() };
    };
    const ask = async (key: DpopKey | null): Promise<GrantAnswer> => {
      return { answer: await sendWithRetries(request, () => send(make, key), patience, retries), key };
    };
    const jwk = credential.kind === 'private_key_jwt' ? credential.jwk : ownJwk;
    const key = createDpopKey({ jwk, baseUrl, clock });

    const asked = await ask(proves ? key : null);
    if (proves || !wantsProof(asked.answer)) return asked;
    log.info({}, 'C1 wants proofs of possession (DPoP) for this credential; from now on it gets them');
    proves = true;
    return ask(key);
  };
}
