import { requireToken } from '../admission.ts';
import { json } from '../answer.ts';
import { appJson } from '../connector-json.ts';
import { pageOf } from '../paging.ts';
import type { Route } from '../route.ts';

/** `{list: [App], nextPageToken}`; deleted ones too (c1-api 4.1). */
export const listApps: Route = {
  name: 'list-apps',
  method: 'GET',
  path: '/api/v1/apps',
  async answer(call, tenant) {
    await requireToken(call, tenant);
    const { list, nextPageToken } = pageOf(tenant.catalog.apps, call.query, 'apps');
    return json({ list: list.map((app) => appJson(app, tenant.settings.skewMs)), nextPageToken });
  },
};
