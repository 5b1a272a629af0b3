import { defineConfig } from 'vitest/config';
import { SHARES } from './cases.ts';

/** `npm run fuzz`: the long form. FUZZ_CASES: how many cases in all; FUZZ_SEED: the same ones again. */
const cases = process.env.FUZZ_CASES ?? '100000';
const figures = Object.entries(SHARES).map(([what, share]) => `${Math.ceil(Number(cases) * share)} ${what}`);
process.stdout.write(`${cases} cases: ${figures.join(', ')}\n`);

export default defineConfig({
  test: {
    include: ['test/fuzz/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    env: { FUZZ_CASES: cases },
    testTimeout: 30 * 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    pool: 'threads',
    reporters: ['verbose'],
  },
});
