import fc from 'fast-check';

const SURROGATES = { from: 0xd800, count: 0x800 };

/**
 * Texts of any characters of Unicode, as `fc.string({ unit: 'binary', maxLength })`; that one first makes a table of a
 * million characters, which takes two seconds and 100 MB in each worker.
 */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const characters = fc.array(fc.integer({ min: 0, max: 0x10ffff - SURROGATES.count }), { maxLength });
  return characters.map((numbers) => String.fromCodePoint(...numbers.map(codePoint)));
}

function codePoint(n: number): number {
  return n < SURROGATES.from ? n : n + SURROGATES.count;
}
