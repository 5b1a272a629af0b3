import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // For two cores: a third worker fills the time that end-to-end tests spend waiting.
    maxWorkers: 3,
    // Threads start faster than processes; what is tested runs in processes of its own.
    pool: 'threads',
    // Only tests that mostly wait for a timeout are concurrent.
    maxConcurrency: 8,
  },
});
