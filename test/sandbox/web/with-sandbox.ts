import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openAppLog } from '../../../sandbox/app-log.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { listenOnLoopback } from '../../../sandbox/web/listen.ts';
import type { PageFiles } from '../../../sandbox/web/page-bundle.ts';
import type { C1Switch, Gesture, GestureResult } from '../../../sandbox/web/protocol.ts';
import { type Listener, listen } from './listener.ts';

type OnFinished = (undo: () => void | Promise<void>) => void;
type WithoutAs<T> = T extends unknown ? Omit<T, 'as'> : never;

export interface WithSandbox {
  readonly environment?: Record<string, string>;
  readonly mode?: 'socket' | 'http';
  readonly page?: PageFiles;
  readonly onFinished?: OnFinished;
}

export interface Running {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly directory: string;
  /** As the page asks: same origin, JSON. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Fails unless it was done. */
  act(as: string, gesture: WithoutAs<Gesture>): Promise<GestureResult>;
  turn(wanted: C1Switch): Promise<void>;
  listen(as: string): Promise<Listener>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const A_PAGE: PageFiles = new Map([['/', { type: 'text/html; charset=utf-8', body: Buffer.from('<p>A page.</p>') }]]);

/** Nothing of the machine's own environment, a real token least of all. */
const BARE = { PATH: process.env.PATH ?? '', NO_PROXY: '127.0.0.1,localhost' };

/** The whole sandbox with the built app, gone when the test has ended. */
export async function withSandbox(options: WithSandbox = {}): Promise<Running> {
  const running = await startingSandbox(options);
  await running.sandbox.ready;
  return running;
}

/** One for tests that each take what the others leave as it is: to start the app is most of what such a test costs. */
export function sharedSandbox(options: Omit<WithSandbox, 'onFinished'> = {}): () => Running {
  const undo: (() => void | Promise<void>)[] = [];
  let running: Running | undefined;
  beforeAll(async () => {
    running = await withSandbox({ ...options, onFinished: (step) => undo.unshift(step) });
  });
  afterAll(async () => {
    for (const step of undo) await step();
  });
  return () => {
    if (running === undefined) throw new Error('the sandbox has not been started');
    return running;
  };
}

/** {@link withSandbox}, while the app has yet to start. */
export async function startingSandbox({
  environment = {},
  mode = 'socket',
  page = A_PAGE,
  onFinished = onTestFinished,
}: WithSandbox = {}): Promise<Running> {
  const directory = mkdtempSync(join(tmpdir(), 'c1-sync-sandbox-test-'));
  const loopback = await listenOnLoopback(0);
  const log = openAppLog(join(directory, 'app.log'));
  const parts = { environment: { ...BARE, ...environment }, mode, loopback, page, log, directory };
  const sandbox = await startSandbox(parts);
  onFinished(async () => {
    await sandbox.close();
    await log.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const { url } = loopback;
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const done = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await post(path, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer));
    return answer.body;
  };
  return {
    sandbox,
    url,
    directory,
    post,
    act: async (as, gesture) => (await done('/api/do', { as, ...gesture })) as GestureResult,
    turn: async (wanted) => void (await done('/api/c1', wanted)),
    listen: (as) => listen(url, as, onFinished),
  };
}
