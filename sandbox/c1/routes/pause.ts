import { requireJsonObject, requireLiveConnector, requireSyncRole, requireToken } from '../admission.ts';
import { json } from '../answer.ts';
import { pauseConnector } from '../connector-actions.ts';
import type { Route } from '../route.ts';

/** Stops sync and provisioning (c1-api 4.1). */
export const pause: Route = {
  name: 'pause',
  method: 'POST',
  path: '/api/v1/apps/{app_id}/connectors/{connector_id}/pause',
  async answer(call, tenant) {
    await requireToken(call, tenant);
    requireSyncRole(tenant);
    requireJsonObject(call);
    pauseConnector(tenant, requireLiveConnector(call, tenant));
    return json({});
  },
};
