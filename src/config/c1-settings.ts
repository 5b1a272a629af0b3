import {
  BadCredential,
  type C1Credential,
  parseClientId,
  parseClientSecret,
  parsePostedClientSecret,
} from '../adapters/c1/credential.ts';
import type { Environment } from './environment.ts';
import { parseServerUrl } from './server-url.ts';
import type { VariableName } from './variables.ts';

export interface C1Settings {
  /** Origin of the tenant, without a slash at its end. */
  readonly baseUrl: string;
  readonly credential: C1Credential;
  /** Web link of a connector with `{host}`, `{appId}` and `{connectorId}`; null: link to the tenant. */
  readonly connectorUrlTemplate: string | null;
}

const METHODS = ['private_key_jwt', 'client_secret_post'] as const;
const CREATE = 'create a credential of a service principal in C1 and paste';

/** Undefined: there are problems, and the environment has them. */
export function readC1Settings(environment: Environment): C1Settings | undefined {
  const usesToken = environment.isSet('C1_ACCESS_TOKEN');
  const usesHost = !environment.isSet('C1_BASE_URL');
  const client = usesToken && !usesHost ? undefined : readClient(environment, usesToken);
  const credential = usesToken ? readAccessToken(environment) : readClientCredential(environment, client?.clientId);
  const baseUrl = usesHost ? client && `https://${client.host}` : readBaseUrl(environment);
  const connectorUrlTemplate = readConnectorUrlTemplate(environment);
  if (credential === undefined || baseUrl === undefined || connectorUrlTemplate === undefined) return undefined;
  return { baseUrl, credential, connectorUrlTemplate };
}

/** @param forHost only the host in it is needed: C1_BASE_URL would do as well */
function readClient(environment: Environment, forHost: boolean): ReturnType<typeof parseClientId> | undefined {
  if (!forHost) environment.require('C1_CLIENT_ID', `${CREATE} its client id, or set C1_ACCESS_TOKEN`);
  else if (!environment.isSet('C1_CLIENT_ID')) {
    const cure = 'set it to the address of your tenant, such as https://example.conductor.one';
    return environment.problem('C1_BASE_URL', `is not set, and C1_ACCESS_TOKEN does not tell the tenant; ${cure}`);
  }
  return parsed(environment, 'C1_CLIENT_ID', parseClientId);
}

function readAccessToken(environment: Environment): C1Credential | undefined {
  // Looked up although it is not used, so that the log masks it.
  environment.get('C1_CLIENT_SECRET');
  const token = environment.get('C1_ACCESS_TOKEN');
  if (token === undefined) return undefined;
  if (/^[\x21-\x7e]+$/.test(token)) return { kind: 'access_token', token };
  return environment.problem('C1_ACCESS_TOKEN', 'has a gap in it; paste the token alone, without "Bearer"');
}

function readClientCredential(environment: Environment, clientId: string | undefined): C1Credential | undefined {
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
    return clientId === undefined || clientSecret === undefined ? undefined : { kind, clientId, clientSecret };
  }
  const jwk = parsed(environment, 'C1_CLIENT_SECRET', parseClientSecret);
  return clientId === undefined || jwk === undefined ? undefined : { kind, clientId, jwk };
}

function readBaseUrl(environment: Environment): string | undefined {
  const text = environment.get('C1_BASE_URL');
  if (text === undefined) return undefined;
  const example = 'https://example.conductor.one';
  const url = parseServerUrl(text, example);
  if (typeof url === 'string') return environment.problem('C1_BASE_URL', url);
  if (url.pathname !== '/') return environment.problem('C1_BASE_URL', `has a path; write it as ${example}`);
  return url.origin;
}

function readConnectorUrlTemplate(environment: Environment): string | null | undefined {
  const template = environment.get('C1_CONNECTOR_URL_TEMPLATE');
  if (template === undefined) return null;
  const sample = template.replaceAll(/\{(?:host|appId|connectorId)\}/g, 'x');
  if (!/[{}]/.test(sample) && URL.canParse(sample) && new URL(sample).protocol === 'https:') return template;
  const cure = 'write a URL such as https://{host}/a/path/{appId}/{connectorId}, with no other word in braces';
  return environment.problem('C1_CONNECTOR_URL_TEMPLATE', `is not an https URL with placeholders; ${cure}`);
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
