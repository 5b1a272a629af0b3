import { join } from 'node:path';
import type { Built } from './build-apps.ts';
import { type FakeC1, startFakeC1 } from './fakes/c1.ts';
import type { BenchApp, BenchConnector } from './fakes/catalog.ts';
import { type FakeSlack, startFakeSlack, USER } from './fakes/slack.ts';
import { Person } from './person.ts';
import { RunningApp } from './running-app.ts';

export type Name = 'product' | 'bare';

const SECRET = 'e'.repeat(32);

export interface Contestant {
  readonly name: Name;
  /** The first of its instances, in most cases the only one. */
  readonly app: RunningApp;
  readonly slack: FakeSlack;
  readonly c1: FakeC1;
  readonly person: Person;
  /** One that has not been asked for yet. */
  nextConnector(): BenchConnector;
  /** Processor time of all its instances since their starts, in milliseconds. */
  cpuMs(): Promise<number>;
  /** Resolves when all syncs so far were followed to their end; the bare app follows none. */
  followed(): Promise<void>;
  close(): Promise<void>;
}

export interface ContestantOptions {
  readonly built: Built;
  readonly directory: string;
  readonly catalog: readonly BenchApp[];
  /** From the start; both apps read theirs after it. */
  readonly latencyMs?: number;
  /** False: nothing is waited for to its end. */
  readonly followed?: boolean;
  /** Of the app, behind the same Slack and C1; they need a database that they share. One unless told. */
  readonly instances?: number;
  readonly env?: Record<string, string>;
}

/** An app with a Slack and a C1 of its own, ready for people. */
export async function startContestant(name: Name, options: ContestantOptions): Promise<Contestant> {
  const { built, directory, catalog } = options;
  const slack = await startFakeSlack();
  const c1 = await startFakeC1(catalog);
  c1.latencyMs = options.latencyMs ?? 0;
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-1-bench',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.apiUrl,
    C1_CLIENT_ID: c1.clientId,
    C1_CLIENT_SECRET: c1.clientSecret,
    C1_BASE_URL: c1.baseUrl,
    PORT: '0',
    ...(name === 'bare'
      ? { ALLOWED: USER }
      : { C1_SYNC_ADMINS: 'U0BOSS', DATABASE_PATH: join(directory, 'store.json') }),
    ...options.env,
  };
  const apps: RunningApp[] = [];
  const urls: string[] = [];
  const person = new Person({ urls, secret: SECRET, slack, c1 });
  const start = async (): Promise<RunningApp> => {
    const app = new RunningApp(built, name, env);
    apps.push(app);
    urls.push(await urlOf(app));
    if (name === 'product') await app.said('the list of connectors has been read from C1');
    return app;
  };
  const app = await start();
  if (name === 'product') {
    await person.allow('U0BOSS', USER);
    // Slack is answered after a second at the latest, and the database may take longer.
    await app.said('access granted');
  }
  // They read the allowlist at their start: another instance hears of a grant a moment later.
  while (apps.length < (options.instances ?? 1)) await start();
  const connectors = catalog.flatMap((one) => one.connectors);
  let asked = 0;
  return {
    name,
    app,
    slack,
    c1,
    person,
    nextConnector() {
      const connector = connectors[asked % connectors.length];
      asked += 1;
      if (connector === undefined) throw new Error('a tenant without connectors');
      return connector;
    },
    async cpuMs() {
      const readings = await Promise.all(apps.map((one) => one.read('cpu')));
      return readings.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
    },
    async followed() {
      if (name === 'bare' || options.followed === false) return;
      const endsBy = performance.now() + 30_000;
      while (endsOf(slack) < person.flows && performance.now() < endsBy) await pause(50);
      if (endsOf(slack) < person.flows)
        throw new Error(`${endsOf(slack)} of ${person.flows} were followed:${app.tail}`);
    },
    async close() {
      await Promise.all(apps.map((one) => one.stop()));
      person.close();
      await Promise.all([slack.close(), c1.close()]);
    },
  };
}

async function urlOf(app: RunningApp): Promise<string> {
  const { line } = await app.said('listening');
  await app.said('ready');
  return `http://127.0.0.1:${line.port}/slack/events`;
}

function endsOf({ arrivals }: FakeSlack): number {
  let ends = 0;
  for (const [what, count] of arrivals.counts) if (what.startsWith('end ')) ends += count;
  return ends;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
