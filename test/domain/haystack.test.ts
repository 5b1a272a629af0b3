import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Haystack } from '../../src/domain/haystack.ts';

it('finds what a look at each text finds, in the same order', () => {
  // Few letters, so that there is something to find.
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\t'), maxLength: 8 });
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), letters, (texts, wanted) => {
      const one = texts.flatMap((each, n) => (each.includes(wanted) ? [n] : []));
      expect([...new Haystack(texts).with(wanted)]).toEqual(one);
    }),
    { numRuns: 500 },
  );
});
