import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { bundlePage, type PageFiles } from '../../sandbox/web/page-bundle.ts';
import { findChromium, NO_CHROMIUM } from './find-chromium.ts';

export interface InChromium {
  readonly browser: Browser;
  readonly page: PageFiles;
}

/** Tests that need a browser. Without one they fail: who asks for them wants them to run. */
export function inChromium(what: string, tests: (given: () => InChromium) => void): void {
  describe(what, () => {
    let given: InChromium | undefined;
    beforeAll(async () => {
      const executablePath = findChromium();
      if (executablePath === undefined) throw new Error(NO_CHROMIUM);
      const browser = await chromium.launch({
        executablePath,
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
