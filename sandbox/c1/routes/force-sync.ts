import { requireJsonObject, requireLiveConnector, requireSyncRole, requireToken } from '../admission.ts';
import { json } from '../answer.ts';
import { startSync } from '../connector-actions.ts';
import { stateRejection } from '../problem.ts';
import type { Route } from '../route.ts';
import { viewSync } from '../sync-life.ts';

/** "The sync is queued and may not start instantly"; `{}` says no more than that (force-sync.openapi). */
export const forceSync: Route = {
  name: 'force-sync',
  method: 'POST',
  path: '/api/v1/apps/{app_id}/connectors/{connector_id}/force_sync',
  async answer(call, tenant) {
    await requireToken(call, tenant);
    requireSyncRole(tenant);
    const body = requireJsonObject(call);
    const entry = requireLiveConnector(call, tenant);

    const now = tenant.clock.now();
    const paused = viewSync(entry.life, now).pause !== null;
    const { forceSyncWhilePaused } = tenant.settings;
    if (paused && forceSyncWhilePaused !== 'accepted')
      return stateRejection(forceSyncWhilePaused, 'connector is paused');

    tenant.forceSyncs.push({ ...entry.ref, authorization: call.headers.authorization ?? '', body, at: now });
    if (!paused) startSync(tenant, entry);
    return json({});
  },
};
