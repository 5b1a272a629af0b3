import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** A page of its own browser profile, gone when the test has ended; whatever goes wrong in it fails the test. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(`threw ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) wrong.push(`logged ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) wrong.push(`asked ${request.url()}`);
  });
  onTestFinished(() => {
    if (wrong.length > 0) throw new Error(`The page ${wrong.join('\nThe page ')}`);
  });
  await page.goto(url);
  return page;
}

/** Chromium reports every answer other than 200 itself; that the page tells the person is what the tests look at. */
function isExpected(text: string): boolean {
  return text.startsWith('Failed to load resource');
}
