import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AppLog, lastWords } from './app-log.ts';
import { BUILT_APP } from './build-app.ts';

/** The real app's process came to an end that nobody asked for. */
export class AppEnded extends Error {
  override readonly name = 'AppEnded';
}

export interface RunningApp {
  /** The log line with this message. Rejects with {@link AppEnded} when the app ends without one. */
  logged(message: string | RegExp): Promise<Readonly<Record<string, unknown>>>;
  /** Resolves when the app ends by itself, never when it was stopped. */
  readonly endedByItself: Promise<AppEnded>;
  /** In order if it does so at once, else by force; nothing it keeps outlives the sandbox. */
  stop(): Promise<void>;
}

const PATIENCE_MS = 500;

/** Starts the built app as its own process, as an operator would. */
export function runApp(env: Readonly<Record<string, string>>, log: AppLog): RunningApp {
  const child = spawn(process.execPath, [BUILT_APP], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const written = log.reader();
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', written.write);
  const dieWithUs = () => child.kill('SIGKILL');
  process.once('exit', dieWithUs);
  let stopping = false;

  const closed = once(child, 'close').then(([code, signal]) => {
    process.off('exit', dieWithUs);
    const how = signal ? `by ${signal}` : `with code ${code}`;
    const ended = new AppEnded(`ended ${how}: ${lastWords(written.text())}`);
    written.end(ended);
    return ended;
  });

  return {
    logged: written.logged,
    endedByItself: closed.then((ended) => (stopping ? new Promise<never>(() => {}) : ended)),
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await closed;
      clearTimeout(force);
    },
  };
}
