import { type ConnectorRef, isConnectorId } from '../../domain/connector.ts';
import { C1Unavailable, ConnectorGone } from '../../domain/errors.ts';
import type { C1 } from '../../ports/c1.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { renewedToken } from './access-token.ts';
import { createAuthorizedCall } from './authorized-call.ts';
import type { C1Credential } from './credential.ts';
import { createCredentialSource, type RereadCredential } from './credential-source.ts';
import { createHttp } from './http.ts';
import { jsonObject } from './json-object.ts';
import { readAllPages } from './read-all-pages.ts';
import { readApps, readConnector, readConnectors } from './responses.ts';
import { createTokenGrant } from './token-grant.ts';

/** The largest page C1 gives (C1 docs, Pagination). */
const PAGE_SIZE = 100;

export interface C1ClientOptions {
  /** Such as `https://acme.conductor.one`. */
  readonly baseUrl: string;
  readonly credential: C1Credential;
  /** If it comes from files: a changed one is taken up without a restart. */
  readonly rereadCredential?: RereadCredential | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Such as `c1-sync/1.2.3`. */
  readonly userAgent: string;
  /** Jitter of retries, 0 to 1. */
  readonly random?: () => number;
  /** Milliseconds for one exchange, from connecting to the last byte; 10,000 unless told. */
  readonly timeoutMs?: number;
}

/** ConductorOne over its HTTP API. Token and connections belong to the instance: make one for each tenant. */
export function createC1Client(options: C1ClientOptions): C1 {
  const { baseUrl, clock, log, userAgent, metrics, random = Math.random, timeoutMs } = options;
  const retries = { clock, log, random };
  const http = createHttp({ baseUrl, userAgent, clock, log, metrics, timeoutMs });
  const credential = createCredentialSource(options.credential, options.rereadCredential, log);
  const token = renewedToken(createTokenGrant({ http, baseUrl, credential, ...retries }), clock);
  const call = createAuthorizedCall({ http, token, ...retries });

  async function order(ref: ConnectorRef, action: 'force_sync' | 'pause' | 'resume'): Promise<void> {
    const template = `/api/v1/apps/{app_id}/connectors/{connector_id}/${action}`;
    const headers = { 'Content-Type': 'application/json' };
    const path = `${connectorPath(ref)}/${action}`;
    const body = await call({ method: 'POST', template, path, headers, body: '{}', fields: ids(ref) }, 'consequential');
    // C1's OpenAPI says that the status alone indicates success. But its answer is `{}`: anything else under a 200
    // may come from something in between. The caller then reads the connector, so nothing is lost by doubting.
    if (!jsonObject(body)) {
      throw new C1Unavailable(`POST ${template} answered a success that is not a JSON object`, 'maybe');
    }
  }

  return {
    listApps: (signal) =>
      readAllPages(async (next) => {
        const template = '/api/v1/apps';
        return readApps(await call({ method: 'GET', template, path: template + page(next), signal }, 'harmless'));
      }),

    async listConnectors(appId, signal) {
      const template = '/api/v1/apps/{app_id}/connectors';
      const path = `/api/v1/apps/${segment(appId)}/connectors`;
      return readAllPages(async (next) => {
        const request = { method: 'GET', template, path: path + page(next), fields: { appId }, signal } as const;
        return readConnectors(await call(request, 'harmless'), appId);
      });
    },

    async getConnector(ref, signal) {
      const template = '/api/v1/apps/{app_id}/connectors/{connector_id}';
      const request = { method: 'GET', template, path: connectorPath(ref), fields: ids(ref), signal } as const;
      return readConnector(await call(request, 'paced'), ref);
    },

    forceSync: (ref) => order(ref, 'force_sync'),
    pause: (ref) => order(ref, 'pause'),
    resume: (ref) => order(ref, 'resume'),

    async warmUp() {
      try {
        // Fetching a token leaves a connection behind as well; a list that is read again keeps it open.
        await token.current();
      } catch (error) {
        log.debug({ err: error }, 'could not warm up for C1');
      }
    },
  };
}

function ids({ appId, connectorId }: ConnectorRef) {
  return { appId, connectorId };
}

function connectorPath({ appId, connectorId }: ConnectorRef): string {
  return `/api/v1/apps/${segment(appId)}/connectors/${segment(connectorId)}`;
}

/** An id that C1 cannot have given is that of nothing; sent, it would address another resource. */
function segment(id: string): string {
  if (!isConnectorId(id)) throw new ConnectorGone('this cannot be an id of C1');
  return encodeURIComponent(id);
}

function page(token: string): string {
  return `?page_size=${PAGE_SIZE}${token && `&page_token=${encodeURIComponent(token)}`}`;
}
