import { type IssuedCredential, makeCredential } from './credential.ts';

/**
 * What the token endpoint says to a credential that proves itself (c1-api 4.4 expiry and IP allowlist). `dpop-required`
 * is made with "Require DPoP": it gets tokens for a proof of possession alone (c1-api 4.5).
 */
export type CredentialState = 'live' | 'revoked' | 'expired' | 'ip-not-allowed' | 'dpop-required';

export interface KnownCredential extends IssuedCredential {
  readonly state: CredentialState;
}

/** The credentials of one tenant. Several live at once, for rotation (c1-api 4.4). */
export interface Credentials {
  readonly first: IssuedCredential;
  issue(): IssuedCredential;
  get(clientId: string): KnownCredential | undefined;
  setState(clientId: string, state: CredentialState): void;
  all(): readonly KnownCredential[];
}

export function createCredentials(host: string): Credentials {
  const known = new Map<string, KnownCredential>();
  const issue = (): IssuedCredential => {
    const credential = makeCredential(`sandbox-otter-${known.size + 1}`, host);
    known.set(credential.clientId, { ...credential, state: 'live' });
    return credential;
  };
  const first = issue();
  return {
    first,
    issue,
    get: (clientId) => known.get(clientId),
    setState(clientId, state) {
      const credential = known.get(clientId);
      if (credential === undefined) throw new Error(`no credential ${clientId}`);
      known.set(clientId, { ...credential, state });
    },
    all: () => [...known.values()],
  };
}
