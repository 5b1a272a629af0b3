import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAuditCopy, createLogger } from '../../src/logger.ts';
import { fuzz } from './cases.ts';

const base64url = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'ABCDEFabcdefghkmnpqrstuvwxyz0123456789-_'), minLength: length, maxLength: 80 });

/** Secrets as they are given to us, or as they come along; each long enough that it is found nowhere by chance. */
const known = fc.oneof(
  base64url(20),
  fc.string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 60 }).filter((text) => text.trim().length > 10),
  base64url(20).map((text) => `${text}+/==`),
  base64url(12).map((text) => `"${text}\\`),
);
const unknown = fc.oneof(
  fc.tuple(fc.constantFrom('xoxb-1-', 'xoxp-', 'xapp-1-A1-', 'xoxe.xoxb-1-', 'xwfp-'), base64url(20)),
  fc.tuple(fc.constant('secret-token:conductorone.com:v1:'), base64url(30)),
  fc.tuple(fc.constant('Bearer '), base64url(24)),
  fc.tuple(
    fc.constantFrom('https://hooks.slack.com/commands/T1/2/', 'https://hooks.slack.com/actions/T1/2/'),
    base64url(20),
  ),
  fc.tuple(fc.constant('eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.'), base64url(40)),
);

/** Where a secret can stand in what is logged. */
const places: readonly ((secret: string) => unknown)[] = [
  (secret) => secret,
  (secret) => `before ${secret} after`,
  (secret) => ({ [secret]: 1 }),
  (secret) => ({ a: [{ b: { c: secret } }] }),
  (secret) => ({ text: JSON.stringify({ nested: secret }) }),
  (secret) => ({ text: JSON.stringify({ nested: JSON.stringify({ deeper: secret }) }) }),
  (secret) => ({ err: new Error(`failed with ${secret}`) }),
  (secret) => new Error('outer', { cause: new Error(secret) }),
  (secret) => ({ err: Object.assign(new Error('no'), { config: { headers: { authorization: secret } } }) }),
  (secret) => ({ err: new AggregateError([new Error(secret), secret], 'several') }),
  (secret) => ({ headers: { cookie: secret }, body: secret, token: secret }),
];

/** Only what we know is also found encoded: a form that is encoded is none any more. */
const encoded: typeof places = [
  (secret) => ({ url: `https://c1.test/?key=${encodeURIComponent(secret)}` }),
  (secret) => ({ form: new URLSearchParams({ key: secret }).toString() }),
];

/** All that a log writes and a copy of the trail besides; each line has to be JSON. */
function written(secrets: readonly string[], what: unknown): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ level: 'trace', secrets, destination });
  if (typeof what === 'string') log.warn(what);
  else log.warn(what as object, 'said');
  log.child(typeof what === 'string' ? { what } : { bound: what }).info('by a child');
  createAuditCopy(log, destination)({ seq: 1, details: { what: String(what), more: what } });
  for (const line of lines) JSON.parse(line);
  return lines.join('');
}

/** The spellings in which somebody could still use it. */
function spellings(secret: string): string[] {
  const once = JSON.stringify(secret).slice(1, -1);
  return [secret, once, JSON.stringify(once).slice(1, -1), encodeURIComponent(secret)];
}

const { numRuns, ...rest } = fuzz('secrets in the log');

it('a secret we know is in no line, wherever it stands', () => {
  fc.assert(
    fc.property(known, fc.constantFrom(...places, ...encoded), (secret, place) => {
      const text = written([secret], place(secret));
      for (const spelling of spellings(secret)) expect(text).not.toContain(spelling);
    }),
    { numRuns: Math.ceil(numRuns / 2), ...rest },
  );
});

it('a secret nobody told us of is in no line if it has the form of one', () => {
  fc.assert(
    fc.property(unknown, fc.constantFrom(...places), ([form, secret], place) => {
      expect(written([], place(form + secret))).not.toContain(secret);
    }),
    { numRuns: Math.ceil(numRuns / 2), ...rest },
  );
});
