/** `npm run fuzz` sets it; the short form belongs to `npm test`. */
const TOTAL = Number(process.env.FUZZ_CASES ?? 600);

/** What is fuzzed, and its share of all cases. */
export const SHARES = {
  payloads: 0.3,
  'command texts': 0.2,
  'answers of C1': 0.12,
  'database files': 0.1,
  'changes beside a store': 0.05,
  'audit files': 0.03,
  'secrets in the log': 0.18,
  'on the wire': 0.02,
} as const;

/**
 * For `fc.assert`. The seed is fast-check's own choice unless FUZZ_SEED is set; a failure names it, with the smallest case
 * that still fails. All of a property's cases together may take ten minutes; one that hangs fails it.
 */
export function fuzz(what: keyof typeof SHARES) {
  const seed = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) };
  return { numRuns: Math.ceil(TOTAL * SHARES[what]), ...seed } as const;
}
