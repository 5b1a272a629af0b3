import { type C1ClientOptions, createC1Client } from './adapters/c1/client.ts';
import { boltLogger } from './bolt-logger.ts';
import { type Config, ConfigError, noManagerProblem } from './config.ts';
import { type Grant, isLive } from './domain/access.ts';
import type { MaskingLogger } from './logger.ts';
import { openRecords } from './open-records.ts';
import { readiness } from './ops/health.ts';
import { HttpServer, healthRoutes, type Routes } from './ops/http-server.ts';
import type { PrometheusMetrics } from './ops/metrics.ts';
import { metricsRoute } from './ops/metrics-route.ts';
import type { Clock } from './ports/clock.ts';
import type { AccessStore } from './ports/store.ts';
import { createProduct, type Product } from './product.ts';
import { showReadings } from './readings.ts';
import { createSlackClients } from './slack/clients.ts';
import { createBoltApp, createReceiver, type SlackReceiver } from './slack/connect.ts';
import { InFlight } from './slack/in-flight.ts';
import { measuredTransport } from './slack/measured-transport.ts';
import { oneListenerAKind } from './slack/one-listener.ts';
import { register } from './slack/register.ts';
import { signIn } from './slack/sign-in.ts';
import { createSlackTransport } from './slack/transport.ts';
import { ConnectorIndex } from './use-cases/connector-index.ts';

/** Containers are given 10 s to stop; what is still under way after this is picked up by the next process. */
const DRAIN_MS = 7_000;

export interface RunningApp {
  /** Where health and metrics are answered, and Slack's requests in HTTP mode. */
  readonly port: number;
  /** Not ready from now on; takes nothing new, ends what is under way (7 s at most), closes store and trail. */
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly config: Config;
  readonly log: MaskingLogger;
  readonly clock: Clock;
  /** Of this app alone. */
  readonly metrics: PrometheusMetrics;
  /** Such as `1.2.3`; tells C1 and Slack who calls. */
  readonly version: string;
  /** The process cannot go on: another took over the store, or Slack does not take a token any more. */
  readonly onFatal: (error: Error) => void;
  /** The list of connectors begins or ends to be read, of which a large tenant has much. */
  readonly onReading: (isReading: boolean) => void;
  /** Aborts a start that waits for Slack. */
  readonly signal: AbortSignal;
}

/**
 * Puts everything together and starts it. Health is answered from the beginning; resolves when commands are.
 *
 * @throws {StoreUnusable | ConfigError | PortUnusable | SlackTokenRefused}
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { config, log, clock, metrics, version, onFatal, onReading, signal } = options;
  const rereadCredential = rotation(config, log);
  const c1 = createC1Client({ ...config.c1, rereadCredential, clock, log, metrics, userAgent: `c1-sync/${version}` });
  const index = new ConnectorIndex({ c1, clock, log, onReading });
  const inFlight = new InFlight(clock);
  const records = await openRecords(config, { log, clock, metrics, onLost: onFatal });
  const { store, audit } = records;

  const { apiUrl, botToken: token } = config.slack;
  const transport = measuredTransport(createSlackTransport(), { apiUrl, clock, metrics });
  const slackOptions = {
    token,
    apiUrl,
    transport,
    logger: boltLogger(log),
  };
  const clients = createSlackClients(slackOptions, onFatal);
  const receiver = await createReceiver(config.slack.mode, {
    ...slackOptions,
    clock,
    log,
    inFlight,
    onRefused: onFatal,
  });
  const slackState = { authenticated: false, started: false };
  const stopping = new AbortController();

  const checks = [
    { name: 'slackAuthenticated', ok: () => slackState.authenticated },
    {
      name: 'slackConnected',
      ok: () => slackState.started && (receiver.kind === 'http' || receiver.isConnected),
    },
    { name: 'storeOpen', ok: () => store.isOpen() },
    { name: 'notStopping', ok: () => !stopping.signal.aborted },
  ];
  const ready = () => readiness(checks);
  showReadings(metrics, { index, receiver, clock, isReady: () => ready().ready });
  const server = new HttpServer({ ...healthRoutes(ready), ...metricsRoute(metrics, log), ...slackRoutes(receiver) });
  let indexing: Promise<void> = Promise.resolve();
  let product: Product | undefined;

  const stop = async (): Promise<void> => {
    stopping.abort();
    index.stop();
    await receiver.stop();
    product?.stop();
    await inFlight.drain(DRAIN_MS);
    server.closeNow();
    await Promise.all([server.close(), indexing]);
    await records.close();
    transport.close();
  };

  try {
    requireManager(store, config, clock.now());
    const port = await server.listen(config.port);
    log.info({ port, mode: config.slack.mode.kind }, 'listening');
    indexing = index.run();
    const installation = await signIn(clients.interactive, clock, log, signal);
    signal.throwIfAborted();
    slackState.authenticated = true;
    const app = createBoltApp(receiver, installation, slackOptions, log);
    const between = {
      config,
      log,
      clock,
      metrics,
      c1,
      index,
      store,
      audit,
      shared: records,
      clients,
      transport,
      installation,
      inFlight,
    };
    product = createProduct({ ...between, stopping: stopping.signal });
    // So that a change of the managers who need no grant leaves a trace as well.
    const details = { version, admins: config.admins.join(' ') };
    await product.parts.trail.record({ action: 'app.started', actor: null, details });
    register(oneListenerAKind(app), product.parts);
    product.start();
    await orAborted(() => receiver.start(), signal);
    slackState.started = true;
    log.info({ version, mode: config.slack.mode.kind }, 'ready');
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Slack's socket client goes on trying while Slack is away; a stop must not wait for that. Nor may a start go on that
 * was stopped before: nobody would stop it any more.
 */
async function orAborted<T>(begin: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return Promise.race([
    begin(),
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  ]);
}

function slackRoutes(receiver: SlackReceiver): Routes {
  return receiver.kind === 'http' ? { 'POST /slack/events': (req, res) => receiver.handle(req, res) } : {};
}

/** A group that manages may be empty, which only Slack could say; that it was granted is taken for a manager. */
function requireManager(store: AccessStore, { admins, database }: Config, now: number): void {
  const isManager = (grant: Grant) => grant.role === 'manager' && isLive(grant, now);
  if (admins.length > 0 || store.grants().some(isManager)) return;
  throw new ConfigError([noManagerProblem(database.kind === 'file' ? database.path : database.name)]);
}

/** A credential that comes from files is read again while the app runs; what is new in it stays out of the log too. */
function rotation({ c1 }: Config, log: MaskingLogger): C1ClientOptions['rereadCredential'] {
  const reread = c1.rereadCredential;
  if (reread === undefined) return undefined;
  return () => {
    const { credential, secrets } = reread();
    log.maskAlso(secrets);
    return credential;
  };
}
