import type { Clock } from '../../ports/clock.ts';
import { createClientAssertion } from './client-assertion.ts';
import type { ClientCredential } from './credential.ts';

/**
 * Makes the form fields with which a client asks for a token and proves who it is: the client credentials grant (RFC
 * 6749 §4.4) with an assertion (RFC 7521 §4.2, RFC 7523) or a secret in the body (RFC 6749 §2.3.1), or the exchange of
 * another issuer's token (RFC 8693 §2.1).
 * @param baseUrl of the tenant; its host name is the audience of an assertion
 */
export function createGrantForm(
  credential: ClientCredential,
  baseUrl: string,
  clock: Clock,
): () => Promise<Readonly<Record<string, string>>> {
  const { clientId } = credential;
  const client = { grant_type: 'client_credentials', client_id: clientId };
  switch (credential.kind) {
    case 'client_secret_post':
      return async () => ({ ...client, client_secret: credential.clientSecret });
    case 'private_key_jwt': {
      const audience = new URL(baseUrl).hostname;
      const sign = createClientAssertion({ clientId, jwk: credential.jwk, audience, clock });
      const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
      return async () => ({ ...client, client_assertion_type, client_assertion: await sign() });
    }
    case 'token_exchange':
      return async () => ({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        client_id: clientId,
        subject_token: credential.subjectToken,
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      });
  }
}
