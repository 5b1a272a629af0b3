import { jsonObject } from './json-object.ts';

const MAX_LENGTH = 200;
/** Far more than is kept, and still cheap to search. */
const MAX_SEARCHED = 10_000;

/** A JWT, or the beginning of one; a client secret of C1; an Authorization value, which is longer than "DPoP proof". */
const LOOKS_SECRET =
  /\beyJ[\w-]{4,}(?:\.[\w-]*)*|secret-token:\S*|\b(?:bearer|basic)\s+\S+|\bdpop\s+[\w.~+/=-]{20,}/giu;

/**
 * What the body of a failed answer says, for the log: one line of at most 200 characters, without anything that looks
 * like a secret. Empty when it is not JSON: an HTML page explains nothing.
 *
 * C1 does not document its error bodies. Seen: google.rpc.Status `{code, message, details}` and, from the token
 * endpoint, RFC 6749 §5.2 `{error, error_description}`.
 * @param token the bearer token sent with the request, in case the answer repeats it
 */
export function errorDetail(body: string, token: string | undefined): string {
  const { message, error_description: description, error } = jsonObject(body) ?? {};
  const said = [message, description, error].find((value) => typeof value === 'string' && value !== '');
  if (typeof said !== 'string') return '';
  const text = said.slice(0, MAX_SEARCHED);
  return (token ? text.replaceAll(token, '[removed]') : text)
    .replace(LOOKS_SECRET, '[removed]')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_LENGTH);
}
