import type { Clock } from '../../ports/clock.ts';
import { createClientAssertion } from './client-assertion.ts';
import type { C1Credential } from './credential.ts';

/**
 * The form fields with which a client proves who it is: RFC 7521 §4.2 with RFC 7523 for a key, RFC 6749 §2.3.1 for a
 * secret in the body.
 * @param baseUrl of the tenant; its host name is the audience of an assertion
 */
export function createClientProof(
  credential: Exclude<C1Credential, { kind: 'access_token' }>,
  baseUrl: string,
  clock: Clock,
): () => Promise<Readonly<Record<string, string>>> {
  const { clientId } = credential;
  if (credential.kind === 'client_secret_post') {
    const proof = { client_id: clientId, client_secret: credential.clientSecret };
    return async () => proof;
  }
  const sign = createClientAssertion({ clientId, jwk: credential.jwk, audience: new URL(baseUrl).hostname, clock });
  return async () => ({
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await sign(),
  });
}
