import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

/** The app as it is run in production. */
export const BUILT_APP = join(ROOT, 'dist', 'main.js');

/** Runs `npm run build` if there is nothing built, or src/ is newer: what is tried out is what stands there. */
export async function buildApp(signal: AbortSignal, say: (sentence: string) => void): Promise<void> {
  if (existsSync(BUILT_APP) && newest(join(ROOT, 'src')) <= statSync(BUILT_APP).mtimeMs) return;
  say('Building the app (npm run build) …');
  const build = spawn('npm', ['run', 'build', '--silent'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    signal,
    shell: process.platform === 'win32',
  });
  const [code] = (await once(build, 'close')) as [number | null];
  if (code !== 0) throw new Error('The app could not be built; what is wrong stands above.');
}

/** Directories count too: theirs changes when a file goes. */
function newest(directory: string): number {
  const inside = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return Math.max(...['', ...inside].map((path) => statSync(join(directory, path)).mtimeMs));
}
