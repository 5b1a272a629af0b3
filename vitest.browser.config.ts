import { defineConfig } from 'vitest/config';
import everythingElse from './vitest.config.ts';

/** The sandbox's page in a real Chromium, which alone can fill two cores: `npm run test:browser`. */
export default defineConfig({
  test: {
    ...everythingElse.test,
    include: ['test/browser/**/*.test.ts'],
    exclude: [],
    globalSetup: ['test/build-once.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
