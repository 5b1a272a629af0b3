import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { buildSync } from 'esbuild';
import { onTestFinished } from 'vitest';

const SOURCE = resolve(import.meta.dirname, 'fixtures/hold-store.ts');
/** Where Node.js finds the libraries. */
const BUILT = resolve(import.meta.dirname, '../../../node_modules/.cache/c1-sync-tests');

let script: string | undefined;

/** Built once: with a loader of TypeScript a process takes three times as long to start. */
function scriptOfOwner(): string {
  if (script === undefined) {
    script = join(BUILT, 'hold-store.mjs');
    buildSync({
      entryPoints: [SOURCE],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    });
  }
  return script;
}

/** A process of its own that holds the store at a path; killed after the test. */
export class HeldStore {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /** @param limitKiB the largest file the process may write (`ulimit -f`): a disk that is full */
  constructor(path: string, limitKiB?: number) {
    const command = `${limitKiB === undefined ? '' : `ulimit -f ${limitKiB}; `}exec "$0" "$@"`;
    const stdio = ['pipe', 'pipe', 'inherit'] as const;
    this.child = spawn('bash', ['-c', command, process.execPath, scriptOfOwner(), path], { stdio: [...stdio] });
    if (this.child.stdout === null) throw new Error('no output');
    const lines: Interface = createInterface({ input: this.child.stdout });
    this.#lines = lines[Symbol.asyncIterator]();
    onTestFinished(async () => {
      if (this.child.exitCode === null && this.child.signalCode === null) await this.kill();
    });
  }

  /** The next line it says. */
  async said(): Promise<string> {
    const { value, done } = await this.#lines.next();
    return done ? 'ended' : value;
  }

  grant(id: string): void {
    this.child.stdin?.write(`grant ${id}\n`);
  }

  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
