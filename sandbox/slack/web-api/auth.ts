import type { Method } from './method.ts';

/** docs.slack.dev/reference/methods/auth.test */
export const authTest: Method = {
  token: 'bot',
  scopes: [],
  run({ workspace, botId }) {
    const { team, enterprise, botUserId } = workspace;
    return {
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: workspace.person(botUserId).name,
      team_id: team.id,
      user_id: botUserId,
      bot_id: botId,
      is_enterprise_install: false,
      ...(enterprise ? { enterprise_id: enterprise.id } : {}),
    };
  },
};

/** docs.slack.dev/reference/methods/apps.connections.open: an app-level token with connections:write. */
export const appsConnectionsOpen: Method = {
  token: 'app',
  scopes: [],
  run: (world) => ({ url: world.socketUrl() }),
};
