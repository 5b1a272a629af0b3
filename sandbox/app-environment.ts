import type { C1Sandbox } from './c1/handle.ts';
import type { Environment } from './environment.ts';
import type { SlackSandbox } from './slack/slack-sandbox.ts';

interface Halves {
  /** null: the one configured in `base`. */
  readonly slack: SlackSandbox | null;
  readonly c1: C1Sandbox | null;
  readonly databasePath: string;
}

const OF_SLACK = /^SLACK_|^C1_SYNC_(ADMINS|CHANNEL)$/;
const OF_C1 = /^CONDUCTORONE_|^C1_(?!SYNC_)/;
/** The sandbox has a store of its own whatever is configured: it must never write to the real one. */
const OF_STORE = /^DATABASE_/;

/** What the app gets: `base`, with everything of a half that is local replaced. */
export function appEnvironment(base: Environment, { slack, c1, databasePath }: Halves): Record<string, string> {
  const replaced = [OF_STORE, ...(slack ? [OF_SLACK] : []), ...(c1 ? [OF_C1] : [])];
  const kept = Object.entries(base).filter(([name]) => !replaced.some((pattern) => pattern.test(name)));
  return {
    LOG_LEVEL: 'info',
    ...Object.fromEntries(kept),
    DATABASE_PATH: databasePath,
    ...(slack ? { ...slack.env(), C1_SYNC_ADMINS: slack.workspace.person('ana').id, PORT: '0' } : {}),
    ...(c1 ? { C1_CLIENT_ID: c1.clientId, C1_CLIENT_SECRET: c1.clientSecret, C1_BASE_URL: c1.baseUrl } : {}),
  };
}
