import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores: more workers than that only make the end-to-end tests wait for each other.
    maxWorkers: 2,
    // Only tests that mostly wait for a timeout are concurrent.
    maxConcurrency: 8,
  },
});
