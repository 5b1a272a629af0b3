import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../../dist/main.js');

/** Less than a test may take, so that the reason is told. */
const PATIENCE_MS = 50_000;

export type OnFinished = (undo: () => void | Promise<void>) => void;

/** One line of the log. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** The built app as its own process. */
export class Product {
  readonly process: ChildProcess;
  /** Everything it wrote, to either stream. */
  output = '';
  readonly log: LogLine[] = [];
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  #heard = new Set<() => void>();

  constructor(env: Record<string, string>) {
    // The environment is the test's alone: what the machine happens to have set (a proxy, a token) must not leak in.
    this.process = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH ?? '', NO_PROXY: '127.0.0.1,localhost', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) this.#read(line);
        for (const look of this.#heard) look();
      });
    }
    this.exited = new Promise((done) => {
      this.process.once('close', (code, signal) => {
        done({ code, signal });
        for (const look of this.#heard) look();
      });
    });
  }

  /** Each line is read once: a test looks at all of them at every word of the app. */
  #read(line: string): void {
    if (!line.startsWith('{')) return;
    try {
      const read = JSON.parse(line) as Partial<LogLine>;
      // A copy of the audit trail stands between the lines of the log.
      if (read.msg !== undefined) this.log.push(read as LogLine);
    } catch {
      // What is no JSON is not of the log.
    }
  }

  /** Resolves with the first such line of the log; rejects with all it said when the process ends without one, or hangs. */
  logged(matches: (line: LogLine) => boolean): Promise<LogLine> {
    return new Promise((found, fail) => {
      AbortSignal.timeout(PATIENCE_MS).addEventListener('abort', () =>
        fail(new Error(`the app did not say so in ${PATIENCE_MS} ms:\n${this.output}`)),
      );
      const look = (): void => {
        const line = this.log.find(matches);
        if (line === undefined && this.process.exitCode === null) return;
        this.#heard.delete(look);
        if (line !== undefined) found(line);
        else fail(new Error(`the app ended first (${this.process.exitCode}):\n${this.output}`));
      };
      this.#heard.add(look);
      look();
    });
  }

  async ready(): Promise<this> {
    await this.logged(({ msg }) => msg === 'ready');
    return this;
  }

  /** `http://127.0.0.1:<port>`, once it listens. */
  async url(): Promise<string> {
    const { port } = await this.logged(({ msg }) => msg === 'listening');
    return `http://127.0.0.1:${port}`;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.process.kill(signal);
    await this.exited;
  }
}

/** A directory that is gone when the test has ended. */
export function temporaryDirectory(onFinished: OnFinished = onTestFinished): string {
  const directory = mkdtempSync(join(tmpdir(), 'c1-sync-test-'));
  onFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Starts the app; it is killed when the test has ended, if it still runs. */
export function startProduct(env: Record<string, string>, onFinished: OnFinished = onTestFinished): Product {
  const product = new Product(env);
  onFinished(() => product.kill());
  return product;
}
