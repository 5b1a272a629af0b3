import { CredentialRefused } from '../../domain/errors.ts';
import type { AccessToken } from './access-token.ts';
import type { Http, HttpRequest } from './http.ts';
import { refusal } from './refusal.ts';
import { type RetryOptions, sendWithRetries } from './retry.ts';

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
export type AuthorizedCall = (request: HttpRequest, repeatable: boolean) => Promise<string>;

export function createAuthorizedCall({ http, token, ...retries }: AuthorizedCallOptions): AuthorizedCall {
  const { clock } = retries;

  return async (request, repeatable) => {
    const giveUpAt = clock.now() + GIVE_UP_AFTER_MS;
    const send = async (bearer: string) => {
      const headers = { ...request.headers, Authorization: `Bearer ${bearer}` };
      const authorized = { ...request, headers };
      return sendWithRetries(request, () => http.send(authorized), { repeatable, giveUpAt }, retries);
    };

    let bearer = await token.current();
    let answer = await send(bearer);
    // C1 did not act on a call it could not attribute, so even a force_sync is sent once more.
    if (answer.status === 401 && token.drop(bearer)) {
      bearer = await token.current();
      answer = await send(bearer);
      if (answer.status === 401) {
        throw new CredentialRefused(`${refusal(request, answer, bearer, clock.now()).message}; also with a new token`);
      }
    }
    if (answer.status >= 200 && answer.status < 300) return answer.text;
    throw refusal(request, answer, bearer, clock.now());
  };
}
