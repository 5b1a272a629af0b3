import { requireApp, requireToken } from '../admission.ts';
import { json } from '../answer.ts';
import { appJson } from '../connector-json.ts';
import type { Route } from '../route.ts';

/** `{app}` (conductorone-sdk-typescript shared/getappresponse.ts). */
export const getApp: Route = {
  name: 'get-app',
  method: 'GET',
  path: '/api/v1/apps/{app_id}',
  async answer(call, tenant) {
    await requireToken(call, tenant);
    return json({ app: appJson(requireApp(call, tenant), tenant.settings.skewMs) });
  },
};
