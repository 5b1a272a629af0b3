import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAppLog } from './app-log.ts';
import { type Arguments, HELP, readArguments } from './arguments.ts';
import { banner } from './banner.ts';
import { buildApp } from './build-app.ts';
import { readEnvironment } from './environment.ts';
import { AppEnded } from './run-app.ts';
import { listenOnLoopback, PortTaken } from './web/listen.ts';

/** Everything that matters is gone sooner; what is not must not keep anybody waiting. */
const LONGEST_END_MS = 2_000;

const stopping = new AbortController();
let close = async (): Promise<void> => {};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

const given = readArguments(process.argv.slice(2));
if (typeof given === 'string') giveUp(given);
if (given.help) {
  console.log(HELP);
  process.exit(0);
}
await run(given).catch((error: unknown) => {
  if (!stopping.signal.aborted) giveUp(sentenceFor(error));
});

/** The port first: what cannot be had is said before anything is built or started. */
async function run({ port, mode, verbose }: Arguments): Promise<void> {
  const loopback = await listenOnLoopback(port);
  // Slack, C1 and the page take a second to load: who asks for help or a port that is taken does not wait for them.
  const [{ startSandbox }, { bundlePage }] = await Promise.all([
    import('./sandbox.ts'),
    import('./web/page-bundle.ts'),
  ]);
  await buildApp(stopping.signal, console.log);
  const directory = mkdtempSync(join(tmpdir(), 'c1-sync-sandbox-'));
  const log = openAppLog(join(directory, 'app.log'), verbose ? (text) => process.stderr.write(text) : undefined);
  const page = bundlePage();
  const environment = readEnvironment();
  const sandbox = await startSandbox({ environment, mode, loopback, page, log, directory });
  close = sandbox.close;
  if (stopping.signal.aborted) return sandbox.close();
  await sandbox.ready;
  console.log(banner(loopback.url, sandbox.world.reality, log.path));
}

/** Once: a terminal's Ctrl-C reaches the whole group, and npm and tsx each pass it on as well. */
async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  setTimeout(() => process.exit(0), LONGEST_END_MS);
  await close();
  process.exit(0);
}

function sentenceFor(error: unknown): string {
  if (error instanceof PortTaken) return error.message;
  if (error instanceof AppEnded) return `The app ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What still runs ends with the process (`run-app.ts`). */
function giveUp(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
