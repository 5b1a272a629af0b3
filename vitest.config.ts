import { defineConfig } from 'vitest/config';
import { MixedOrder } from './test/mixed-order.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need a browser: `npm run test:browser`.
    exclude: ['test/browser/**'],
    globalSetup: ['test/build-once.ts', 'test/postgres/one-cluster.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: MixedOrder },
    // For two cores: the others fill the time that end-to-end tests spend waiting.
    maxWorkers: 5,
    // To start the app costs a small process less than half of what it costs one with all workers in it as threads.
    pool: 'forks',
    // No test changes a module, so files of one worker may share what they import: that is a sixth of the time.
    isolate: false,
    // Only tests that mostly wait for a timeout are concurrent.
    maxConcurrency: 8,
  },
});
