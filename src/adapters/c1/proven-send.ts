import type { DpopKey } from './dpop-key.ts';
import type { Http, HttpAnswer, HttpRequest } from './http.ts';
import { jsonObject } from './json-object.ts';

/**
 * Sends what `make` makes, with a proof if there is a key. Twice if the server wants its nonce in the proof: it did not
 * act on the first one, whatever that was.
 * @param token goes along in the request, so it is named in the proof
 */
export type ProvenSend = (
  make: () => HttpRequest | Promise<HttpRequest>,
  key: DpopKey | null,
  token?: string,
) => Promise<HttpAnswer>;

/**
 * One for each server: a nonce of the token endpoint is none of the API's (RFC 9449 §9). The newest one is remembered,
 * also from an answer to a request without a proof.
 */
export function createProvenSend(http: Http): ProvenSend {
  let newest: string | undefined;

  return async (make, key, token) => {
    const send = async (nonce: string | undefined): Promise<HttpAnswer> => {
      const request = await make();
      const proof = key && { DPoP: await key.prove(request, nonce, token) };
      const answer = await http.send({ ...request, headers: { ...request.headers, ...proof } });
      newest = answer.dpopNonce ?? newest;
      return answer;
    };

    const used = newest;
    const answer = await send(used);
    const { dpopNonce } = answer;
    const again = key !== null && dpopNonce !== undefined && dpopNonce !== used && wantsNonce(answer);
    return again ? send(dpopNonce) : answer;
  };
}

/**
 * RFC 9449 §8: 400 with this error; §9: 401 with it in WWW-Authenticate. C1's own library answers 401 in plain words,
 * with the nonce in its header (conductorone/dpop, dpop_http), so with 401 a new nonce is enough.
 */
function wantsNonce({ status, text }: HttpAnswer): boolean {
  return status === 401 || (status === 400 && jsonObject(text)?.error === 'use_dpop_nonce');
}
