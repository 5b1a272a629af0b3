import { createChanges } from './changes.ts';
import { createFaults } from './faults.ts';
import { newSecret } from './ids.ts';
import { createMessages } from './messages.ts';
import { createOpenViews } from './open-views.ts';
import { createResponseUrls } from './response-urls.ts';
import type { SlackSandboxOptions } from './slack-sandbox.ts';
import type { Tickets } from './socket-tickets.ts';
import { createTimestamps } from './timestamps.ts';
import { createTokens } from './tokens.ts';
import { createTriggers } from './triggers.ts';
import { createUploads } from './uploads.ts';
import { createWorkspace } from './workspace.ts';
import type { World } from './world.ts';

/** A workspace with one app in it, before anybody has done anything. */
export function createWorld(options: SlackSandboxOptions, url: () => string, tickets: Tickets): World {
  const { now = Date.now, commands = ['/c1-sync'], shouldEscape = true, triggerLifeMs = 3000 } = options;
  const changes = createChanges();
  const workspace = createWorkspace(options);
  const nextTs = createTimestamps(now);
  return {
    appId: 'A000000C1SYN',
    botId: 'B000000C1SYN',
    commands,
    shouldEscape,
    workspace,
    tokens: createTokens(options.scopes),
    faults: createFaults(),
    triggers: createTriggers(now, triggerLifeMs),
    responseUrls: createResponseUrls(now, url),
    uploads: createUploads(url),
    messages: createMessages(nextTs, now, changes),
    views: createOpenViews(workspace, changes),
    changes,
    log: { apiCalls: [], deliveries: [], pings: [] },
    now,
    nextTs,
    socketUrl: () => `${url().replace('http', 'ws')}/link?ticket=${tickets.issue()}&app_id=${newSecret(8)}`,
  };
}
