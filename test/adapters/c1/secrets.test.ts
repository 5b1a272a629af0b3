import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { errorDetail } from '../../../src/adapters/c1/error-detail.ts';
import { json, newClient, newKey, passTime, REF, type Reply, reset, startC1, tokenAnswer } from './loopback-c1.ts';

const TOKEN = 'opaque-t0ken';
const jwk = newKey();
const subjectToken = 'eyJhbGciOiJFZERTQSJ9.c3ViamVjdA.c2lnbmF0dXJl';
const clientSecret = 'secret-token:conductorone.com:v1:c0nfidential';

const replies: [string, Reply][] = [
  ['repeats the token in a 403', (_, response) => json(response, 403, { message: `${TOKEN} may not` })],
  [
    'repeats the Authorization header in a 400',
    ({ headers }, response) => json(response, 400, { message: `${headers.authorization}`, details: [headers] }),
  ],
  ['repeats everything in an HTML 502', ({ headers }, response) => void response.writeHead(502).end(inspect(headers))],
  ['answers 401 for ever', ({ headers }, response) => json(response, 401, headers)],
  ['answers 429 for ever', ({ headers }, response) => json(response, 429, headers)],
  ['repeats the token in a 200 that is no object', (_, response) => void response.end(TOKEN)],
  ['cuts the connection', (_, response) => reset(response.socket)],
  [
    'answers half',
    (_, response) => void response.writeHead(200, { 'content-length': '99' }).write(TOKEN, () => response.destroy()),
  ],
  ['answers no HTTP', (_, response) => void response.socket?.end(`${TOKEN}\r\n\r\n`)],
  ['never answers', () => {}],
  ['redirects', ({ headers }, response) => json(response, 302, headers, { location: `/?token=${TOKEN}` })],
];

it.each(replies)('no secret is in an error or the log when C1 %s', async (_, reply) => {
  const c1 = await startC1(reply);
  c1.grant = (_request, response) => json(response, 200, tokenAnswer(TOKEN));
  const told = await everythingTold(c1.url);
  expect(told).toContain('/force_sync');
  expectNoSecret(
    told,
    c1.grants.map(({ body }) => body),
  );
});

const grants: [string, Reply][] = [
  [
    'repeats the request in a 400',
    ({ body }, response) => json(response, 400, { error: body, error_description: body }),
  ],
  [
    'repeats the request in a 401',
    ({ body }, response) => json(response, 401, { error: 'invalid_client', message: body }),
  ],
  [
    'wants a proof, and repeats it',
    ({ headers, body }, response) =>
      json(response, 400, { error: 'invalid_dpop_proof', error_description: `${headers.dpop} ${body}` }),
  ],
  ['repeats the request in a 500', ({ body }, response) => json(response, 500, { message: body })],
  ['repeats the request in a 200', ({ body }, response) => void response.end(body)],
  [
    'gives the token with a wrong type',
    (_, response) => json(response, 200, tokenAnswer(TOKEN, { token_type: TOKEN })),
  ],
  ['cuts the connection', (_, response) => reset(response.socket)],
  ['never answers', () => {}],
];

it.each(grants)('no secret is in an error or the log when the token endpoint %s', async (_, reply) => {
  const c1 = await startC1();
  c1.grant = reply;
  const told = await everythingTold(c1.url);
  expect(told).toContain('/auth/v1/token');
  expectNoSecret(
    told,
    c1.grants.map(({ body }) => body),
  );
});

it.each([
  ['a JWT', 'bad eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.c2ln here', 'bad [removed] here'],
  ['the beginning of a JWT', 'bad eyJhbGciOiJF', 'bad [removed]'],
  ['a client secret', 'bad secret-token:conductorone.com:v1:abc here', 'bad [removed] here'],
  ['an Authorization value', 'got "bearer abc.def" here', 'got "[removed] here'],
  ['an Authorization value of a bound token', 'got DPoP opaque-token-of-tenant-1 here', 'got [removed] here'],
  ['the token that was sent', 'bad s3cr3t!', 'bad [removed]!'],
])('%s is taken out of what C1 says', (_, message, detail) => {
  expect(errorDetail(JSON.stringify({ message }), 's3cr3t')).toBe(detail);
});

it('what C1 says of a proof is no secret', () => {
  expect(errorDetail('{"message":"a DPoP proof is required"}', undefined)).toBe('a DPoP proof is required');
});

it('what C1 says is kept to one line of 200 characters, without control characters', () => {
  expect(errorDetail(JSON.stringify({ message: 'a\n\u001b[31mb\u202e\u0000  c' }), undefined)).toBe('a [31mb c');
  expect(errorDetail(JSON.stringify({ message: 'x '.repeat(5000) }), undefined)).toHaveLength(200);
});

it.each([
  [{ code: 9, message: 'no', details: [] }, 'no'],
  [{ error: 'invalid_request', error_description: 'no field' }, 'no field'],
  [{ error: 'invalid_request' }, 'invalid_request'],
  [{ message: { a: 1 } }, ''],
  [[], ''],
])('of the error body %j it keeps %j', (body, detail) => {
  expect(errorDetail(JSON.stringify(body), undefined)).toBe(detail);
});

it('an HTML page explains nothing', () => {
  expect(errorDetail('<html>no</html>', undefined)).toBe('');
});

/** Runs each method with each credential against `url`; all their errors and log lines, as deep as it goes. */
async function everythingTold(url: string): Promise<string> {
  const told: string[] = [];
  for (const credential of [
    { kind: 'private_key_jwt', clientId: 'a@b/spc', jwk } as const,
    { kind: 'client_secret_post', clientId: 'a@b/spc', clientSecret } as const,
    { kind: 'token_exchange', clientId: 'a@b/wfe', subjectToken } as const,
    { kind: 'access_token', token: TOKEN } as const,
  ]) {
    const { client, clock, lines } = newClient(url, { credential, timeoutMs: 40 });
    const calls = [() => client.forceSync(REF), () => client.listApps(), () => client.getConnector(REF), client.warmUp];
    for (const call of calls) {
      const { error } = await passTime<unknown>(call(), clock);
      told.push(inspect(error, { depth: 10, showHidden: true }), JSON.stringify(flat(error)));
    }
    told.push(inspect(lines, { depth: 10, showHidden: true }), JSON.stringify(lines));
  }
  return told.join('\n');
}

/** An error as a log writes it: every own property, enumerable or not, and its causes. */
function flat(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const own = Object.fromEntries(Object.getOwnPropertyNames(error).map((name) => [name, Reflect.get(error, name)]));
  return { ...own, cause: flat(error.cause) };
}

function expectNoSecret(told: string, sent: readonly string[]): void {
  expect(told).not.toContain(TOKEN);
  expect(told).not.toContain(subjectToken.slice(-12));
  expect(told).not.toContain('c0nfidential');
  expect(told).not.toContain(jwk.d);
  expect(told).not.toMatch(/eyJ[\w-]+\./);
  for (const body of sent) expect(told).not.toContain(body);
}
