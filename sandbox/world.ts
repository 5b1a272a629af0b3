import { join } from 'node:path';
import { appEnvironment } from './app-environment.ts';
import type { AppLog } from './app-log.ts';
import type { C1Sandbox } from './c1/handle.ts';
import { startC1 } from './c1/server.ts';
import type { Environment } from './environment.ts';
import type { Manifest } from './manifest.ts';
import { modeOfRealSlack, realHalves } from './real-halves.ts';
import { AppEnded, type RunningApp, runApp } from './run-app.ts';
import { furnish, letBenSync } from './seed.ts';
import { startSlack } from './slack/server.ts';
import type { SlackSandbox } from './slack/slack-sandbox.ts';
import type { Reality } from './web/protocol.ts';
import { whoMay } from './who-may.ts';

export interface WorldOptions {
  readonly environment: Environment;
  /** Of the local Slack; a real one is reached as its variables say. */
  readonly mode: 'socket' | 'http';
  readonly manifest: Manifest;
  readonly log: AppLog;
  /** Where the app's store goes; nobody else may use it. */
  readonly directory: string;
}

/** Slack, ConductorOne and the app between them. A half is null where the real one is used. */
export interface World {
  readonly slack: SlackSandbox | null;
  readonly c1: C1Sandbox | null;
  readonly manifest: Manifest;
  readonly reality: Reality;
  /** Starts the app; resolves when it answers commands. Rejects with {@link AppEnded} when it ends before that. */
  start(): Promise<void>;
  grants(): ReturnType<typeof whoMay>;
  /** Called when `reality` changed; `ended` when that is because the app is gone. */
  onReality(listener: (ended: boolean) => void): void;
  close(): Promise<void>;
}

export async function createWorld({ environment, mode, manifest, log, directory }: WorldOptions): Promise<World> {
  const real = realHalves(environment);
  const slack = real.slack ? null : await startSlack({ mode, ...slackAsIn(manifest) });
  const c1 = real.c1 ? null : await startC1();
  const databasePath = join(directory, 'c1-sync.json');
  if (slack) furnish(slack);

  const listeners = new Set<(ended: boolean) => void>();
  let app: RunningApp | undefined;
  let state = 'starting';
  const become = (next: string, ended = false) => {
    state = next;
    for (const listener of listeners) listener(ended);
  };

  return {
    slack,
    c1,
    manifest,
    get reality(): Reality {
      return {
        slack: slack ? 'sandbox' : 'real',
        c1: c1 ? 'sandbox' : 'real',
        mode: slack ? mode : modeOfRealSlack(environment),
        app: state,
      };
    },
    async start() {
      app = runApp(appEnvironment(environment, { slack, c1, databasePath }), log);
      app.endedByItself.then(
        (why) => become(why.message, true),
        () => {},
      );
      await app.logged('ready');
      if (slack) await introduce(slack, app, mode);
      // Not waited for in vain: a real tenant may take its time, and the app says so itself.
      if (c1) await app.logged(/^the list of connectors/);
      become('ready');
    },
    grants: () => whoMay(databasePath, Date.now(), (group) => slack?.workspace.userGroups.get(group)?.members ?? []),
    onReality: (listener) => void listeners.add(listener),
    async close() {
      listeners.clear();
      await app?.stop();
      await Promise.all([slack?.close(), c1?.close()]);
    },
  };
}

async function introduce(slack: SlackSandbox, app: RunningApp, mode: 'socket' | 'http'): Promise<void> {
  if (mode === 'http') {
    const { port } = await app.logged('listening');
    slack.setEventsUrl(`http://127.0.0.1:${port}/slack/events`);
  }
  await letBenSync(slack);
}

function slackAsIn({ features: { slash_commands: commands }, oauth_config }: Manifest) {
  return {
    commands: commands.map(({ command }) => command),
    shouldEscape: commands.every(({ should_escape }) => should_escape),
    scopes: oauth_config.scopes.bot,
  };
}
