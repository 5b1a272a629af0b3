import type { C1Credential } from '../adapters/c1/credential.ts';
import { isFromFiles, type RereadCredential, readClient, readCredential, rereadCredential } from './c1-credential.ts';
import type { Environment } from './environment.ts';
import { parseServerUrl } from './server-url.ts';

export interface C1Settings {
  /** Origin of the tenant, without a slash at its end. */
  readonly baseUrl: string;
  /** As it was at the start. */
  readonly credential: C1Credential;
  /** Only when it comes from files, which may change. Throws an error whose message says what is wrong with them. */
  readonly rereadCredential?: () => RereadCredential;
  /** Web link of a connector with `{host}`, `{appId}` and `{connectorId}`; null: link to the tenant. */
  readonly connectorUrlTemplate: string | null;
}

/** Undefined: there are problems, and the environment has them. */
export function readC1Settings(environment: Environment): C1Settings | undefined {
  const usesToken = environment.isSet('C1_ACCESS_TOKEN');
  const usesHost = !environment.isSet('C1_BASE_URL');
  const client = usesToken && !usesHost ? undefined : readClient(environment, usesToken);
  const credential = readCredential(environment, client);
  const baseUrl = usesHost ? client && `https://${client.host}` : readBaseUrl(environment);
  const connectorUrlTemplate = readConnectorUrlTemplate(environment);
  if (credential === undefined || baseUrl === undefined || connectorUrlTemplate === undefined) return undefined;
  const settings = { baseUrl, credential, connectorUrlTemplate };
  return isFromFiles(environment) ? { ...settings, rereadCredential: () => rereadCredential(environment) } : settings;
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
