import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A browser of this machine: playwright-core brings none. CHROMIUM_PATH says which; undefined: there is none.
 *
 * @throws when CHROMIUM_PATH names nothing, since whoever set it wants the tests to run
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const wanted = env.CHROMIUM_PATH?.trim();
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH is ${wanted}, and there is nothing.`);
  }
  const directories = ['/usr/bin', ...(env.PATH ?? '').split(delimiter)];
  return directories
    .flatMap((directory) => NAMES.map((name) => join(directory, name)))
    .find((path) => existsSync(path));
}

export const NO_CHROMIUM =
  'There is no Chromium on this machine. Install one (apt install chromium), or set CHROMIUM_PATH.';
