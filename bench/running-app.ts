import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Built } from './build-apps.ts';
import type { Name } from './contestant.ts';
import type { Reading } from './probe.ts';

const PATIENCE_MS = 60_000;

/** An app in a process of its own. */
export class RunningApp {
  readonly #process: ChildProcess;
  readonly #isProfiled: boolean;
  readonly #startedAt = performance.now();
  readonly #heard = new Map<string, { readonly at: number; readonly line: Record<string, unknown> }>();
  readonly #waiting = new Map<string, () => void>();
  /** The end of what it wrote. */
  #tail = '';

  constructor(built: Built, name: Name, env: Record<string, string>) {
    const { probe, profiles } = built;
    const profiled = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${join(profiles, name)}`];
    this.#isProfiled = profiled.length > 0;
    const options = ['--expose-gc', ...profiled, '--import', pathToFileURL(probe).href];
    this.#process = spawn(process.execPath, [...options, built[name]], {
      env: { PATH: process.env.PATH ?? '', NO_PROXY: '127.0.0.1', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let rest = '';
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#hear(line);
    });
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
  }

  #hear(line: string): void {
    this.#tail = `${this.#tail}\n${line}`.slice(-4_000);
    // Of the thousands of lines only the first of each kind matters.
    const msg = /"msg":"([^"]*)"/.exec(line)?.[1];
    if (msg === undefined || this.#heard.has(msg)) return;
    this.#heard.set(msg, { at: performance.now(), line: JSON.parse(line) });
    this.#waiting.get(msg)?.();
  }

  /** The first line of the log with this message, and how long after the start it came, in milliseconds. */
  async said(msg: string): Promise<{ readonly ms: number; readonly line: Record<string, unknown> }> {
    if (!this.#heard.has(msg)) {
      const patience = new AbortController();
      await Promise.race([
        new Promise<void>((resolve) => this.#waiting.set(msg, resolve)),
        once(this.#process, 'exit', { signal: patience.signal }),
        new Promise((resolve) => AbortSignal.timeout(PATIENCE_MS).addEventListener('abort', resolve)),
      ]);
      patience.abort();
    }
    const heard = this.#heard.get(msg);
    if (heard === undefined) throw new Error(`an app did not say "${msg}":${this.#tail}`);
    return { ms: heard.at - this.#startedAt, line: heard.line };
  }

  get tail(): string {
    return this.#tail;
  }

  async read(what: 'memory' | 'cpu'): Promise<Reading> {
    const answer = once(this.#process, 'message');
    this.#process.send(what);
    const [reading] = (await answer) as [Reading];
    return reading;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const exited = once(this.#process, 'exit');
    // Only a process that ends itself writes its profile.
    if (this.#isProfiled) this.#process.send('exit');
    else this.#process.kill('SIGKILL');
    await exited;
  }
}
