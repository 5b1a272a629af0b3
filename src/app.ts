import { randomUUID } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { createC1Client } from './adapters/c1/client.ts';
import { openLowdbStore } from './adapters/store/lowdb.ts';
import { boltLogger } from './bolt-logger.ts';
import { type Config, ConfigError, noManagerProblem } from './config.ts';
import { readiness } from './ops/health.ts';
import { HttpServer, healthRoutes, type Routes } from './ops/http-server.ts';
import type { Clock } from './ports/clock.ts';
import { createAnnouncer } from './slack/announcer.ts';
import type { Installation } from './slack/caller.ts';
import { createSlackClients, createSlackTransport } from './slack/clients.ts';
import { createBoltApp, createReceiver } from './slack/connect.ts';
import { Delivery } from './slack/delivery.ts';
import { InFlight } from './slack/in-flight.ts';
import { HttpReceiver } from './slack/receivers/http-receiver.ts';
import { SocketReceiver } from './slack/receivers/socket-receiver.ts';
import { register } from './slack/register.ts';
import { createRespond } from './slack/response-url.ts';
import { signIn } from './slack/sign-in.ts';
import { createTellPerson } from './slack/tell-person.ts';
import { type Access, createAccess } from './use-cases/access.ts';
import { ConnectorIndex } from './use-cases/connector-index.ts';
import { createLookAtConnectors } from './use-cases/look-at-connectors.ts';
import { createManageAccess } from './use-cases/manage-access.ts';
import { createRequestSync } from './use-cases/request-sync.ts';
import { settleUnsettled } from './use-cases/settle-unsettled.ts';

/** Containers are given 10 s to stop; what is still under way after this is picked up by the next process. */
const DRAIN_MS = 7_000;

export interface RunningApp {
  /** Where health is answered, and Slack's requests in HTTP mode. */
  readonly port: number;
  /** Not ready from now on; takes nothing new, ends what is under way (7 s at most), closes the store. */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** Such as `1.2.3`; tells C1 and Slack who calls. */
  readonly version: string;
  /** The process cannot go on: another took over the store, or Slack does not take a token any more. */
  readonly onFatal: (error: Error) => void;
  /** Aborts a start that waits for Slack. */
  readonly signal: AbortSignal;
}

/**
 * Puts everything together and starts it. Health is answered from the beginning; resolves when commands are.
 *
 * @throws {StoreUnusable | ConfigError | PortUnusable | SlackTokenRefused}
 */
export async function startApp({ config, log, clock, version, onFatal, signal }: AppOptions): Promise<RunningApp> {
  const c1 = createC1Client({ ...config.c1, clock, log, userAgent: `c1-sync/${version}` });
  const index = new ConnectorIndex({ c1, clock, log });
  const inFlight = new InFlight(clock);
  const store = await openLowdbStore({ path: config.databasePath, log, clock, onLost: onFatal });
  const access = createAccess({ store, admins: config.admins, clock });

  const transport = createSlackTransport(config.slack.apiUrl);
  const slackOptions = {
    token: config.slack.botToken,
    apiUrl: config.slack.apiUrl,
    transport,
    logger: boltLogger(log),
  };
  const clients = createSlackClients(slackOptions);
  const receiver = createReceiver(config.slack.mode, { ...slackOptions, clock, log, inFlight, onRefused: onFatal });
  const slackState = { authenticated: false, started: false };
  const stopping = new AbortController();

  const checks = [
    { name: 'slackAuthenticated', ok: () => slackState.authenticated },
    {
      name: 'slackConnected',
      ok: () => slackState.started && (!(receiver instanceof SocketReceiver) || receiver.isConnected),
    },
    { name: 'storeOpen', ok: () => store.isOpen() },
    { name: 'notStopping', ok: () => !stopping.signal.aborted },
  ];
  const server = new HttpServer({ ...healthRoutes(() => readiness(checks)), ...slackRoutes(receiver) });
  let indexing: Promise<void> = Promise.resolve();

  const stop = async (): Promise<void> => {
    stopping.abort();
    index.stop();
    await receiver.stop();
    await inFlight.drain(DRAIN_MS);
    server.closeNow();
    await Promise.all([server.close(), indexing]);
    await store.close();
    await transport.dispatcher.destroy();
  };

  try {
    requireManager(access, config);
    const port = await server.listen(config.port);
    log.info({ port, mode: config.slack.mode.kind }, 'listening');
    indexing = index.run();
    const installation = await signIn(clients.interactive, clock, log, signal);
    slackState.authenticated = true;
    const app = createBoltApp(receiver, installation, slackOptions, log);
    wire(app, installation);
    await orAborted(receiver.start(), signal);
    slackState.started = true;
    log.info({ version, mode: config.slack.mode.kind }, 'ready');
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  function wire(app: App, installation: Installation): void {
    const newId = randomUUID;
    const respond = createRespond(transport.fetch);
    const delivery = new Delivery({ client: clients.background, respond, clock, log, stopping: stopping.signal });
    const connectorUrl = createConnectorUrl(config);
    const announcer = createAnnouncer({ delivery, log, clock, connectorUrl, copyTo: config.channel });
    const shared = { access, index, c1, runs: store, store, clock, log, cooldownMs: config.cooldownMs, newId };
    register(app, {
      ...shared,
      installation,
      announcer,
      inFlight,
      requestSync: createRequestSync(shared),
      manageAccess: createManageAccess(shared),
      lookAtConnectors: createLookAtConnectors(shared),
      warmUpC1: () => c1.warmUp(),
      tellPerson: createTellPerson(delivery, log),
      slack: clients.interactive,
    });
    inFlight.add(settleUnsettled({ ...shared, announcer }), (error) =>
      log.error({ err: error }, 'sync requests cut off by the last stop could not be settled'),
    );
  }
}

/** Slack's socket client goes on trying while Slack is away; a stop must not wait for that. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  ]);
}

function slackRoutes(receiver: HttpReceiver | SocketReceiver): Routes {
  return receiver instanceof HttpReceiver ? { 'POST /slack/events': (req, res) => receiver.handle(req, res) } : {};
}

function requireManager(access: Access, config: Config): void {
  if (access.managers().length === 0) throw new ConfigError([noManagerProblem(config.databasePath)]);
}

/** A connector's page in C1. Its path is not public, so without a pattern the link is to the tenant (c1-api 4.7). */
function createConnectorUrl({ c1 }: Config) {
  const { host } = new URL(c1.baseUrl);
  return ({ appId, connectorId }: { appId: string; connectorId: string }): string =>
    (c1.connectorUrlTemplate ?? `${c1.baseUrl}/`)
      .replaceAll('{host}', host)
      .replaceAll('{appId}', encodeURIComponent(appId))
      .replaceAll('{connectorId}', encodeURIComponent(connectorId));
}
