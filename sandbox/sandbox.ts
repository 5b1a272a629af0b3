import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppLog } from './app-log.ts';
import type { Environment } from './environment.ts';
import { readManifest } from './manifest.ts';
import { createApi } from './web/api.ts';
import { createEvents } from './web/events.ts';
import type { Loopback } from './web/listen.ts';
import type { PageFiles } from './web/page-bundle.ts';
import { serveSandbox } from './web/server.ts';
import { createWorld, type World } from './world.ts';

export interface SandboxOptions {
  readonly environment: Environment;
  readonly mode: 'socket' | 'http';
  readonly loopback: Loopback;
  readonly page: PageFiles;
  readonly log: AppLog;
  /** Stores go there, and are gone when the sandbox is closed. */
  readonly directory: string;
}

export interface Sandbox {
  /** The one of now: another one after each start over. */
  readonly world: World;
  /** The first world's app; rejects with AppEnded. */
  readonly ready: Promise<void>;
  startOver(): Promise<void>;
  close(): Promise<void>;
}

/** The world, the page on top of it, and the way to begin again while the page stays where it is. */
export async function startSandbox({ loopback, page, directory, ...options }: SandboxOptions): Promise<Sandbox> {
  const manifest = readManifest();
  const events = createEvents();
  const stores: string[] = [];

  async function next(): Promise<World> {
    const store = await mkdtemp(join(directory, 'store-'));
    stores.push(store);
    const made = await createWorld({ ...options, manifest, directory: store });
    events.show(made);
    return made;
  }

  let world = await next();
  let startingOver: Promise<void> | undefined;
  let closed = false;

  /** The app goes first: two of them on one real Slack would share its events between them. */
  async function replace(): Promise<void> {
    await world.close();
    if (closed) return;
    world = await next();
    if (closed) await world.close();
    else await world.start();
  }

  function startOver(): Promise<void> {
    startingOver ??= replace().finally(() => {
      startingOver = undefined;
    });
    return startingOver;
  }

  loopback.serve(serveSandbox({ port: loopback.port, page, events, api: createApi(() => world, startOver) }));
  const ready = world.start();
  // Whoever cares awaits it; the page is told by the world.
  ready.catch(() => {});

  return {
    get world() {
      return world;
    },
    ready,
    startOver,
    async close() {
      closed = true;
      events.close();
      await Promise.all([loopback.close(), world.close()]);
      await startingOver?.catch(() => {});
      await Promise.all(stores.map((store) => rm(store, { recursive: true, force: true })));
    },
  };
}
