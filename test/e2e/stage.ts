import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import type { C1Sandbox, StartC1Options } from '../../sandbox/c1/handle.ts';
import { startC1 } from '../../sandbox/c1/server.ts';
import { startSlack } from '../../sandbox/slack/server.ts';
import type { SlackSandbox, SlackSandboxOptions } from '../../sandbox/slack/slack-sandbox.ts';
import { type OnFinished, type Product, startProduct, temporaryDirectory } from './product.ts';

export type Mode = 'http' | 'socket';
export const MODES: readonly Mode[] = ['http', 'socket'];

export interface Stage {
  readonly slack: SlackSandbox;
  readonly c1: C1Sandbox;
  readonly product: Product;
  readonly env: Record<string, string>;
  readonly databasePath: string;
}

export interface StageOptions {
  readonly mode: Mode;
  /** By name; default: ana. */
  readonly admins?: readonly string[];
  readonly env?: Record<string, string>;
  readonly slack?: Partial<SlackSandboxOptions>;
  readonly c1?: StartC1Options;
  /** A concurrent test has to give its own; vitest cannot tell whose it is. */
  readonly onFinished?: OnFinished;
  /** Before the app starts. */
  readonly prepare?: (stage: Pick<Stage, 'slack' | 'c1' | 'databasePath'>) => Promise<void> | void;
}

/** Slack, C1 and the environment of the app between them, which has not been started; gone when the test has ended. */
export async function beforeTheStart({
  mode,
  admins = ['ana'],
  env = {},
  onFinished = onTestFinished,
  ...options
}: StageOptions): Promise<Omit<Stage, 'product'>> {
  const slack = await startSlack({ mode, ...options.slack });
  onFinished(() => slack.close());
  const c1 = await startC1(options.c1);
  onFinished(() => c1.close());
  const databasePath = join(temporaryDirectory(onFinished), 'c1-sync.json');
  await options.prepare?.({ slack, c1, databasePath });
  const wholeEnv = {
    ...slack.env(),
    PORT: '0',
    C1_CLIENT_ID: c1.clientId,
    C1_CLIENT_SECRET: c1.clientSecret,
    C1_BASE_URL: c1.baseUrl,
    C1_SYNC_ADMINS: admins.map((name) => slack.workspace.person(name).id).join(','),
    DATABASE_PATH: databasePath,
    LOG_LEVEL: 'trace',
    ...env,
  };
  return { slack, c1, env: wholeEnv, databasePath };
}

/** The same with the built app, all over loopback. */
export async function setTheStage(options: StageOptions): Promise<Stage> {
  const set = await beforeTheStart(options);
  const product = await startAgain(set, options.onFinished);
  await product.logged(({ msg }) => msg.startsWith('the list of connectors'));
  return { ...set, product };
}

export interface SharedStage {
  (): Stage;
  /** Ends the app in order and starts it again; later tests have the new one. */
  restart(): Promise<void>;
}

/**
 * One stage for the tests of a describe, one after the other: to start the app is most of what such a test costs. Each finds
 * Slack and C1 as if nothing had been said, asked or broken yet. What the app knows it keeps, so each test takes
 * connectors of its own, and people it gives rights to. No sync ends unless a test says so: it would be told in another one.
 */
export function sharedStage(options: StageOptions): SharedStage {
  const c1 = { ...options.c1, settings: { queueMs: Number.POSITIVE_INFINITY, ...options.c1?.settings } };
  const shared = stageOfAll({ ...options, c1 });
  beforeEach(() => clear(shared()));
  return shared;
}

/** The same for tests at the same time: each hears all the others, and has to look at what is of its own connectors only. */
export function stageOfAll(options: StageOptions): SharedStage {
  const undo: (() => void | Promise<void>)[] = [];
  const onFinished: OnFinished = (step) => undo.unshift(step);
  let stage: Stage | undefined;
  beforeAll(async () => {
    stage = await setTheStage({ ...options, onFinished });
  });
  afterAll(async () => {
    for (const step of undo) await step();
  });
  const shared = (): Stage => {
    if (stage === undefined) throw new Error('the stage has not been set');
    return stage;
  };
  const restart = async (): Promise<void> => {
    await shared().product.kill('SIGTERM');
    const product = await startAgain(shared(), onFinished);
    await product.logged(({ msg }) => msg.startsWith('the list of connectors'));
    stage = { ...shared(), product };
  };
  return Object.assign(shared, { restart });
}

async function clear({ slack, c1 }: Stage): Promise<void> {
  slack.faults.clear();
  c1.faults.clear();
  for (const { user } of slack.openViews) await slack.closeView(user, { all: true });
  slack.forget();
  c1.clearLog();
}

/** The app on the same Slack, C1 and store. */
export async function startAgain(
  { slack, env }: Pick<Stage, 'slack' | 'env'>,
  onFinished: OnFinished = onTestFinished,
): Promise<Product> {
  const product = startProduct(env, onFinished);
  await product.ready();
  if (env.SLACK_SIGNING_SECRET !== undefined) slack.setEventsUrl(`${await product.url()}/slack/events`);
  return product;
}
