import {
  BadCredential,
  type C1Credential,
  parseClientId,
  parseClientSecret,
  parsePostedClientSecret,
  parseSubjectToken,
} from '../adapters/c1/credential.ts';
import type { Environment } from './environment.ts';
import { everySecret } from './every-secret.ts';
import type { VariableName } from './variables.ts';

/** What the files of a credential say now. */
export interface RereadCredential {
  readonly credential: C1Credential;
  /** For the log to mask. */
  readonly secrets: readonly string[];
}

const METHODS = ['private_key_jwt', 'client_secret_post'] as const;
const CREATE = 'create a credential of a service principal in C1 and paste';
const PARTS = ['C1_CLIENT_ID', 'C1_CLIENT_SECRET', 'C1_OIDC_TOKEN', 'C1_ACCESS_TOKEN'] as const;

type Client = ReturnType<typeof parseClientId>;

/**
 * The client id, whose host is the tenant's.
 * @param forHost only the host in it is needed: C1_BASE_URL would do as well
 */
export function readClient(environment: Environment, forHost: boolean): Client | undefined {
  if (forHost && !environment.isSet('C1_CLIENT_ID')) {
    const cure = 'set it to the address of your tenant, such as https://example.conductor.one';
    return environment.problem('C1_BASE_URL', `is not set, and C1_ACCESS_TOKEN does not tell the tenant; ${cure}`);
  }
  const cure = environment.isSet('C1_OIDC_TOKEN')
    ? 'paste the client id of the federation trust in C1; it ends in /wfe'
    : `${CREATE} its client id, or set C1_ACCESS_TOKEN`;
  environment.require('C1_CLIENT_ID', cure);
  return parsed(environment, 'C1_CLIENT_ID', parseClientId);
}

/**
 * Of several the first counts, in the order of C1's own tools: access token, OIDC token, secret. All are looked up, so
 * that the log masks those that are not used.
 * @returns undefined: there are problems, and the environment has them
 */
export function readCredential(environment: Environment, client: Client | undefined): C1Credential | undefined {
  for (const name of PARTS) environment.get(name);
  if (environment.isSet('C1_ACCESS_TOKEN')) return readAccessToken(environment);
  return environment.isSet('C1_OIDC_TOKEN') ? readTokenExchange(environment, client) : readSecret(environment, client);
}

/** Whether a part of it stands in a file. */
export function isFromFiles(environment: Environment): boolean {
  return PARTS.some((name) => environment.isFromFile(name));
}

/** Reads the credential once more. @throws BadCredential, which names what is wrong, without a secret */
export function rereadCredential(environment: Environment): RereadCredential {
  const now = environment.readAnew();
  const client = now.isSet('C1_ACCESS_TOKEN') ? undefined : readClient(now, false);
  const credential = readCredential(now, client);
  if (credential !== undefined && now.problems.length === 0) return { credential, secrets: everySecret(now) };
  throw new BadCredential(now.problems.map(({ variable, problem }) => `${variable}: ${problem}`).join('; '));
}

function readAccessToken(environment: Environment): C1Credential | undefined {
  const token = environment.get('C1_ACCESS_TOKEN');
  if (token === undefined) return undefined;
  if (/^[\x21-\x7e]+$/.test(token)) return { kind: 'access_token', token };
  return environment.problem('C1_ACCESS_TOKEN', 'has a gap in it; paste the token alone, without "Bearer"');
}

function readTokenExchange(environment: Environment, client: Client | undefined): C1Credential | undefined {
  const subjectToken = parsed(environment, 'C1_OIDC_TOKEN', parseSubjectToken);
  if (client === undefined || subjectToken === undefined) return undefined;
  if (isFederated(client)) return { kind: 'token_exchange', clientId: client.clientId, subjectToken };
  const cure = 'paste the client id of the trust (it ends in /wfe), or unset C1_OIDC_TOKEN';
  return environment.problem('C1_CLIENT_ID', `is not that of a federation trust, and C1_OIDC_TOKEN is set; ${cure}`);
}

function readSecret(environment: Environment, client: Client | undefined): C1Credential | undefined {
  if (client !== undefined && isFederated(client)) {
    const cure = 'set C1_OIDC_TOKEN_FILE to the file with the OIDC token of this workload';
    return environment.problem('C1_OIDC_TOKEN', `is not set, and C1_CLIENT_ID is that of a federation trust; ${cure}`);
  }
  environment.require('C1_CLIENT_SECRET', `${CREATE} its client secret, or set C1_ACCESS_TOKEN`);
  const kind = METHODS.find((method) => method === (environment.get('C1_AUTH_METHOD') ?? METHODS[0]));
  if (kind === undefined) {
    return environment.problem(
      'C1_AUTH_METHOD',
      `is unknown; write ${METHODS.join(' or ')}, or unset it for the first`,
    );
  }
  if (kind === 'client_secret_post') {
    const clientSecret = parsed(environment, 'C1_CLIENT_SECRET', parsePostedClientSecret);
    return client === undefined || clientSecret === undefined
      ? undefined
      : { kind, clientId: client.clientId, clientSecret };
  }
  const jwk = parsed(environment, 'C1_CLIENT_SECRET', parseClientSecret);
  return client === undefined || jwk === undefined ? undefined : { kind, clientId: client.clientId, jwk };
}

/** C1 docs, Workload federation: the client id of a trust says what it is for. */
function isFederated({ clientId }: Client): boolean {
  return clientId.endsWith('/wfe');
}

function parsed<T>(environment: Environment, name: VariableName, parse: (text: string) => T): T | undefined {
  const text = environment.get(name);
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof BadCredential)) throw error;
    return environment.problem(name, error.message);
  }
}
