import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { bundlePage, type PageFiles } from '../../sandbox/web/page-bundle.ts';
import { findChromium, NO_CHROMIUM } from './find-chromium.ts';

export interface InChromium {
  readonly browser: Browser;
  readonly page: PageFiles;
}

/** Tests that need a browser. `npm test` passes on a machine with only Node: without one they are skipped, and it says so. */
export function inChromium(what: string, tests: (given: () => InChromium) => void): void {
  const executablePath = findChromium();
  if (!executablePath) process.stderr.write(`${what}: ${NO_CHROMIUM}\n`);
  describe.skipIf(!executablePath)(what, () => {
    let given: InChromium | undefined;
    beforeAll(async () => {
      const browser = await chromium.launch({
        executablePath: executablePath ?? '',
        args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
      });
      given = { browser, page: bundlePage() };
    });
    afterAll(() => given?.browser.close());
    tests(() => {
      if (!given) throw new Error('the browser has not been started');
      return given;
    });
  });
}
