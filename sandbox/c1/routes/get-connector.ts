import { requireConnector, requireToken } from '../admission.ts';
import { json } from '../answer.ts';
import { connectorViewJson } from '../connector-json.ts';
import type { Route } from '../route.ts';

/** `{connectorView: {connector, …}, expanded}` (c1-api 4.1). */
export const getConnector: Route = {
  name: 'get-connector',
  method: 'GET',
  path: '/api/v1/apps/{app_id}/connectors/{connector_id}',
  async answer(call, tenant) {
    await requireToken(call, tenant);
    const entry = requireConnector(call, tenant);
    const connectorView = connectorViewJson(entry, tenant.clock.now(), tenant.settings.skewMs);
    return json({ connectorView, expanded: [] });
  },
};
