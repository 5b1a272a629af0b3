import { execFileSync } from 'node:child_process';

/** End-to-end tests start the built app: it is built once, before all of them. */
export default function buildOnce(): void {
  execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
}
