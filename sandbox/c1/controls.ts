import { createCatalog } from './catalog.ts';
import * as actions from './connector-actions.ts';
import type { CredentialState } from './credentials.ts';
import type { FaultQueue } from './faults.ts';
import { findConnector } from './find-connector.ts';
import type { C1Sandbox } from './handle.ts';
import { takeSnapshot } from './snapshot.ts';
import type { Tenant } from './tenant.ts';
import type { TrafficLog } from './traffic-log.ts';

/** The part of the handle that needs no socket. */
export type Controls = Omit<C1Sandbox, 'baseUrl' | 'port' | 'onChange' | 'goOffline' | 'goOnline' | 'close'>;

export function createControls(tenant: Tenant, faults: FaultQueue, log: TrafficLog): Controls {
  const { first } = tenant.credentials;
  const entry = (ref: Parameters<C1Sandbox['startSync']>[0]) => actions.entryOf(tenant, ref);
  const setCredentialState = (state: CredentialState, clientId = first.clientId) => {
    tenant.credentials.setState(clientId, state);
    tenant.emit({ what: 'credentials' });
  };
  return {
    clientId: first.clientId,
    clientSecret: first.clientSecret,
    faults,
    get requests() {
      return log.exchanges;
    },
    get forceSyncs() {
      return tenant.forceSyncs;
    },
    get tokenGrants() {
      return tenant.tokenGrants;
    },
    get settings() {
      return tenant.settings;
    },
    clearLog() {
      log.clear();
      tenant.forceSyncs = [];
      tenant.tokenGrants = 0;
    },
    configure(settings) {
      tenant.settings = { ...tenant.settings, ...settings };
      tenant.emit({ what: 'settings' });
    },
    issueCredential() {
      const { clientId, clientSecret } = tenant.credentials.issue();
      tenant.emit({ what: 'credentials' });
      return { clientId, clientSecret };
    },
    setCredentialState,
    revokeCredential: (clientId) => setCredentialState('revoked', clientId),
    restoreCredential: (clientId) => setCredentialState('live', clientId),
    createTrust: () => tenant.federation.createTrust(),
    setTrustEnabled: (clientId, enabled) => tenant.federation.setEnabled(clientId, enabled),
    renewDpopNonces: () => tenant.dpop.renewNonces(),
    revokeTokens() {
      tenant.tokens.revokeAll();
      tenant.emit({ what: 'credentials' });
    },
    mintToken: () => tenant.tokens.mint(tenant.settings.tokenLifetimeSeconds),
    setConnectors(apps) {
      tenant.catalog = createCatalog(apps);
      tenant.emit({ what: 'catalog' });
    },
    find: (appName, connectorName) => findConnector(tenant.catalog, appName, connectorName),
    setStatus: (ref, status) => actions.showStatus(tenant, entry(ref), status),
    pauseConnector: (ref, pause) => actions.pauseConnector(tenant, entry(ref), pause),
    resumeConnector: (ref) => actions.resumeConnector(tenant, entry(ref)),
    startSync: (ref) => actions.startSync(tenant, entry(ref)),
    setSyncTimes(ref, times) {
      entry(ref).times = times;
      tenant.emit({ what: 'connector', ref });
    },
    nextSyncFails: (ref, message) =>
      actions.endNextSync(tenant, entry(ref), { status: 'SYNC_STATUS_ERROR', lastError: message }),
    nextSyncEnds: (ref, end) => actions.endNextSync(tenant, entry(ref), end),
    snapshot: () => takeSnapshot(tenant, faults),
  };
}
