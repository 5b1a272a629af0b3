import { CredentialRefused } from '../../domain/errors.ts';
import type { AccessToken, Token } from './access-token.ts';
import type { Http, HttpRequest } from './http.ts';
import { createProvenSend } from './proven-send.ts';
import { refusal } from './refusal.ts';
import { type CallKind, type RetryOptions, sendWithRetries } from './retry.ts';

/**
 * No wait reaches beyond this: people are told when to come back instead. One wait of 30 s with its jitter fits in. With
 * a grant and a last attempt a call stays far below the 5 minutes that a run without an answer holds its connector
 * (`ASKING_HOLDS_MS` in domain/sync-run.ts).
 */
const GIVE_UP_AFTER_MS = 40_000;

export interface AuthorizedCallOptions extends RetryOptions {
  readonly http: Http;
  readonly token: AccessToken;
}

/** Makes one call of the API. @returns the body of a 2xx @throws the C1SyncError that fits, or the signal's reason */
export type AuthorizedCall = (request: HttpRequest, kind: CallKind) => Promise<string>;

export function createAuthorizedCall({ http, token, ...retries }: AuthorizedCallOptions): AuthorizedCall {
  const { clock } = retries;
  const sendProven = createProvenSend(http);

  return async (request, kind) => {
    const giveUpAt = clock.now() + GIVE_UP_AFTER_MS;
    const send = async ({ value, key }: Token) => {
      const headers = { ...request.headers, Authorization: `${key === null ? 'Bearer' : 'DPoP'} ${value}` };
      const authorized = { ...request, headers };
      const sendOnce = () => sendProven(() => authorized, key, value);
      return sendWithRetries(request, sendOnce, { kind, giveUpAt }, retries);
    };

    let used = await token.current();
    let answer = await send(used);
    if (answer.status === 401) {
      token.drop(used);
      const next = await token.current();
      // C1 did not act on a call it could not attribute, so whatever it is, it is sent once more.
      if (next.value !== used.value) {
        used = next;
        answer = await send(used);
        if (answer.status === 401) {
          const { message } = refusal(request, answer, used.value, clock.now());
          throw new CredentialRefused(`${message}; also with a new token`);
        }
      }
    }
    if (answer.status >= 200 && answer.status < 300) return answer.text;
    throw refusal(request, answer, used.value, clock.now());
  };
}
