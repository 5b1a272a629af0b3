import fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** One change to a JSON value: the part is counted through the whole of it. */
interface Distortion {
  readonly part: number;
  /** `null`: the part goes. */
  readonly instead: { readonly value: Json } | null;
}

/** What has surprised programs before. */
const NASTY: readonly Json[] = [
  ...[null, true, 0, -1, 1e308, '', ' ', 'null', '\u0000', '\ud800', '\u202e', '😀'.repeat(500), 'x'.repeat(5_000)],
  ...['<!channel>', '<@U1>', '&amp;', '__proto__', 'constructor', '../../', 'okta/prod/more', '{"i":{}}', '[]'],
  ...[[], {}, [null], [[]], { toString: null }, { length: 2 }, { id: null }, { value: {} }],
];

const distortion: fc.Arbitrary<Distortion> = fc.record({
  part: fc.nat(200),
  instead: fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 4, arbitrary: fc.constantFrom(...NASTY).map((value) => ({ value })) },
    { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => ({ value: value as Json })) },
  ),
});

/** JSON values like these, each with up to three parts that are not what they should be. */
export function distorted(from: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(from, fc.array(distortion, { maxLength: 3 })).map(([value, distortions]) => {
    // Its own `__proto__` is a field like any other, as it is for JSON.parse.
    const copy = JSON.parse(JSON.stringify({ value })) as { value: Json };
    for (const one of distortions) distort(copy, one);
    return copy.value;
  });
}

function distort(root: { value: Json }, { part, instead }: Distortion): void {
  const places = placesIn(root);
  const place = places[part % places.length];
  if (place === undefined) return;
  const { holder, key } = place;
  if (instead !== null) put(holder, key, JSON.parse(JSON.stringify(instead.value)));
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (holder !== root) Reflect.deleteProperty(holder, key);
}

/** Not by assignment, which takes `__proto__` for something else. */
function put(holder: object, key: string, value: Json): void {
  Object.defineProperty(holder, key, { value, configurable: true, enumerable: true, writable: true });
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

function placesIn(holder: object): Place[] {
  return Object.entries(holder).flatMap(([key, value]) => [
    { holder, key },
    ...(typeof value === 'object' && value !== null ? placesIn(value) : []),
  ]);
}
