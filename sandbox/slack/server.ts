import { createApi } from './answer-call.ts';
import { createWorld } from './create-world.ts';
import { createDeliver, type Routes } from './deliver.ts';
import { createHttpDelivery } from './delivery-http.ts';
import { createConnections } from './delivery-socket.ts';
import { listen, type Serve } from './http-server.ts';
import { peopleDo } from './people-do.ts';
import { createRateLimits } from './rate-limits.ts';
import type { SlackSandbox, SlackSandboxOptions } from './slack-sandbox.ts';
import { createTickets } from './socket-tickets.ts';
import { verifyEventsUrl } from './verify-events-url.ts';
import { whatIsSeen } from './what-is-seen.ts';

export type * from './observed.ts';
export type { SlackSandbox, SlackSandboxOptions } from './slack-sandbox.ts';
export type * from './workspace-model.ts';

/** Starts a Slack workspace on 127.0.0.1 with one app installed: the one under test. */
export async function startSlack(options: SlackSandboxOptions = {}): Promise<SlackSandbox> {
  const { now = Date.now, random = Math.random, ackBudgetMs: budgetMs = 3000, socketPingMs: pingMs = 10_000 } = options;
  const closing = new AbortController();
  const routes: Routes = { mode: options.mode, eventsUrl: options.eventsUrl };
  let url = '';
  let page: Serve | undefined;

  const tickets = createTickets(now);
  const world = createWorld(options, () => url, tickets);
  const { appId, botId, workspace, tokens, faults, changes } = world;
  const connections = createConnections({ appId, changes, random, budgetMs, pingMs });
  const http = createHttpDelivery(tokens.signingSecret, now, budgetMs);
  const api = createApi(world, options.enforceRateLimits ? createRateLimits(now) : undefined, closing.signal);
  const wiring = { world, api, connections, tickets, serve: () => page, signal: closing.signal };
  const { server, port } = await listen(options.port ?? 0, wiring);
  url = `http://127.0.0.1:${port}`;
  const apiUrl = `${url}/api/`;
  const seen = whatIsSeen(world);

  return {
    url,
    apiUrl,
    port,
    teamId: workspace.team.id,
    appId,
    botId,
    botUserId: workspace.botUserId,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret: tokens.signingSecret,
    workspace,
    faults,
    sockets: connections,
    env: () => ({
      SLACK_BOT_TOKEN: tokens.bot,
      SLACK_API_URL: apiUrl,
      ...(routes.mode === 'http' ? { SLACK_SIGNING_SECRET: tokens.signingSecret } : { SLACK_APP_TOKEN: tokens.app }),
    }),
    setEventsUrl(eventsUrl) {
      routes.eventsUrl = eventsUrl;
    },
    verifyEventsUrl: () => verifyEventsUrl(world, http, routes.eventsUrl),
    revokeToken: (which, error = 'token_revoked') => tokens.revoke(which, error),
    setScopes(scopes) {
      tokens.scopes = [...scopes];
    },
    serve(handler) {
      page = handler;
    },
    ...peopleDo({ world, deliver: createDeliver(world, connections, http, routes) }),
    ...seen,
    get openViews() {
      return seen.openViews;
    },
    async close() {
      closing.abort();
      connections.close();
      http.close();
      changes.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
