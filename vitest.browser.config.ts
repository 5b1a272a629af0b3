import { defineConfig } from 'vitest/config';

/** The sandbox's page in a real Chromium, which alone can fill two cores: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    testTimeout: 120_000,
    // A shared machine can stand still for longer than a test waits; a failure that is one of ours fails again.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'threads',
    isolate: false,
  },
});
