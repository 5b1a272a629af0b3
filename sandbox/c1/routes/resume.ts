import { requireJsonObject, requireLiveConnector, requireSyncRole, requireToken } from '../admission.ts';
import { json } from '../answer.ts';
import { resumeConnector } from '../connector-actions.ts';
import type { Route } from '../route.ts';

/** "Clears the paused state and triggers a new sync" (c1-api 4.1). */
export const resume: Route = {
  name: 'resume',
  method: 'POST',
  path: '/api/v1/apps/{app_id}/connectors/{connector_id}/resume',
  async answer(call, tenant) {
    await requireToken(call, tenant);
    requireSyncRole(tenant);
    requireJsonObject(call);
    resumeConnector(tenant, requireLiveConnector(call, tenant));
    return json({});
  },
};
