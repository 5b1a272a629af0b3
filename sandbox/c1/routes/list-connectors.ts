import { requireApp, requireToken } from '../admission.ts';
import { json } from '../answer.ts';
import { connectorViewJson } from '../connector-json.ts';
import { pageOf } from '../paging.ts';
import type { Route } from '../route.ts';

/** `{list: [{connector, appPath, …}], expanded, nextPageToken}`; deleted ones too (c1-api 4.1). */
export const listConnectors: Route = {
  name: 'list-connectors',
  method: 'GET',
  path: '/api/v1/apps/{app_id}/connectors',
  async answer(call, tenant) {
    await requireToken(call, tenant);
    const app = requireApp(call, tenant);
    const { list, nextPageToken } = pageOf(app.connectors, call.query, `connectors of ${app.made.id}`);
    const now = tenant.clock.now();
    const views = list.map((entry) => connectorViewJson(entry, now, tenant.settings.skewMs));
    return json({ list: views, expanded: [], nextPageToken });
  },
};
