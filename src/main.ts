import { readFileSync } from 'node:fs';
import { StoreUnusable, type StoreUnusableCode } from './adapters/store/store-unusable.ts';
import { systemClock } from './adapters/system-clock.ts';
import { type RunningApp, startApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { StoreFailed } from './domain/errors.ts';
import { keepHeapSmall, letHeapGrow } from './heap.ts';
import { createLogger } from './logger.ts';
import { PortUnusable } from './ops/http-server.ts';
import { PrometheusMetrics } from './ops/metrics.ts';
import { SlackTokenRefused } from './slack/sign-in.ts';

/** Exit codes of sysexits.h, so that a supervisor can tell what a restart can mend. */
const EX_DATAERR = 65;
const EX_TEMPFAIL = 75;
const EX_CONFIG = 78;

const EXIT_CODES: Partial<Record<StoreUnusableCode, number>> = {
  locked: EX_TEMPFAIL,
  unreachable: EX_TEMPFAIL,
  refused: EX_CONFIG,
};

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

keepHeapSmall();
const config = configOrExit();
const log = createLogger({ level: config.logLevel, secrets: config.secrets });
for (const warning of config.warnings) log.warn(warning);

const metrics = new PrometheusMetrics();
metrics.showProcess();

const starting = new AbortController();
let app: RunningApp | undefined;
let stopping = false;

process.on('unhandledRejection', (error) => die(error, 'unhandled rejection'));
process.on('uncaughtException', (error) => die(error, 'uncaught exception'));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

try {
  const onReading = (isReading: boolean) => (isReading ? keepHeapSmall() : letHeapGrow());
  const { signal } = starting;
  app = await startApp({ config, log, clock: systemClock, metrics, version, signal, onFatal: giveUp, onReading });
} catch (error) {
  if (stopping) process.exit(0);
  giveUp(error);
}

/** The first signal ends in order; a second one at once. */
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (stopping) process.exit(1);
  stopping = true;
  log.info({ signal }, 'stopping');
  starting.abort(new Error('stopped'));
  if (app === undefined) return;
  await app.stop();
  log.info('stopped');
  process.exit(0);
}

/** What somebody outside has to mend is a sentence and an exit code; anything else comes with its stack. */
function giveUp(error: unknown): never {
  const [code, hasASentence] = exitCodeOf(error);
  if (hasASentence) log.fatal({ code: (error as { code?: string }).code }, (error as Error).message);
  else log.fatal({ err: error }, 'c1-sync cannot go on');
  process.exit(code);
}

/** State may be wrong from here on: what is recorded is safe, and the next process goes on from it. */
function die(error: unknown, what: string): never {
  log.fatal({ err: error }, what);
  process.exit(1);
}

function exitCodeOf(error: unknown): [code: number, hasASentence: boolean] {
  if (error instanceof ConfigError || error instanceof SlackTokenRefused) return [EX_CONFIG, true];
  if (error instanceof StoreUnusable) return [EXIT_CODES[error.code] ?? EX_DATAERR, true];
  // Its database went away while it started.
  if (error instanceof StoreFailed) return [EX_TEMPFAIL, true];
  return [1, error instanceof PortUnusable];
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`c1-sync cannot start with this environment:\n${error.message}\n`);
    process.exit(EX_CONFIG);
  }
}
