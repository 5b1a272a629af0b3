import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { C1SyncError } from '../../src/domain/errors.ts';
import type { C1 } from '../../src/ports/c1.ts';
import { json, newClient, passTime, REF, startC1, tokenAnswer } from '../adapters/c1/loopback-c1.ts';
import { fuzz } from './cases.ts';
import { distorted } from './distorted.ts';

const CONNECTOR = {
  ...{ id: REF.connectorId, appId: REF.appId, displayName: 'Okta', deletedAt: null, syncDisabledAt: null },
  status: { status: 'SYNC_STATUS_DONE', startedAt: '2026-01-01T00:00:00Z', completedAt: '2026-01-01T00:01:00.5Z' },
  connectorSyncCronSchedule: { cronSpec: '0 * * * *', timezone: 'Europe/Paris' },
};
const BODIES = [
  {},
  { list: [{ id: 'app1', displayName: 'Okta' }], nextPageToken: '' },
  { list: [{ connector: CONNECTOR }], nextPageToken: 'more' },
  { connectorView: { connector: CONNECTOR } },
  { code: 16, message: 'token-1 is not valid', details: [] },
  tokenAnswer('token-1', { scope: 'all' }),
];

const CALLS: Readonly<Record<string, (client: C1) => Promise<unknown>>> = {
  listApps: (client) => client.listApps(),
  listConnectors: (client) => client.listConnectors(REF.appId),
  getConnector: (client) => client.getConnector(REF),
  forceSync: (client) => client.forceSync(REF),
  pause: (client) => client.pause(REF),
  warmUp: (client) => client.warmUp(),
};

/** An answer of a server that may be anything. */
const answer = fc.record({
  status: fc.oneof(
    fc.constantFrom(200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 408, 409, 429, 500, 502, 503, 504),
    fc.integer({ min: 200, max: 599 }),
  ),
  body: fc.oneof(
    distorted(fc.constantFrom(...BODIES)).map((value) => Buffer.from(JSON.stringify(value) ?? '')),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom('<html>no</html>', '', '[[[[', '"').map((text) => Buffer.from(text)),
  ),
  retryAfter: fc.option(fc.constantFrom('0', '-1', '1', '2.5', '31', '1e9', 'soon', 'Thu, 01 Jan 1970 00:00:00 GMT')),
  date: fc.option(fc.constantFrom('Fri, 31 Dec 9999 23:59:59 GMT', 'yesterday', '0')),
  nonce: fc.option(fc.constantFrom('abc', 'x'.repeat(2_000))),
  ends: fc.constantFrom('whole', 'whole', 'whole', 'half', 'reset'),
});
type Answer = typeof answer extends fc.Arbitrary<infer T> ? T : never;

function give(response: ServerResponse, { status, body, retryAfter, date, nonce, ends }: Answer): void {
  if (ends === 'reset') return void response.socket?.resetAndDestroy();
  const headers: Record<string, string> = { connection: 'close', 'content-length': String(body.length) };
  if (retryAfter !== null) headers['retry-after'] = retryAfter;
  if (date !== null) headers.date = date;
  if (nonce !== null) headers['dpop-nonce'] = nonce;
  response.writeHead(status, headers);
  if (ends === 'whole') response.end(body);
  else response.write(body.subarray(0, body.length >> 1), () => response.socket?.destroy());
}

it('whatever C1 answers, a call ends in a value or in an error that is known, without the secret', async () => {
  const c1 = await startC1();
  const turns = (answers: readonly Answer[]) => {
    let n = 0;
    return (_: unknown, response: ServerResponse) => {
      const next = answers[n++ % answers.length];
      if (next === undefined) response.destroy();
      else give(response, next);
    };
  };
  const answers = fc.array(answer, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(CALLS)), answers, fc.option(answers), async (name, api, grants) => {
      c1.api = turns(api);
      c1.grant = grants === null ? (_, response) => json(response, 200, tokenAnswer('token-1')) : turns(grants);
      c1.calls.length = 0;
      const { client, clock, lines } = newClient(c1.url);
      const { error } = await passTime(CALLS[name]?.(client) ?? Promise.reject(new Error(name)), clock);
      if (error !== undefined) expect(error).toBeInstanceOf(C1SyncError);
      // A 401 with another token, and four times a 429, each of which says that nothing was done.
      if (name === 'forceSync') expect(c1.calls.length).toBeLessThanOrEqual(10);
      const told = `${(error as Error | undefined)?.message} ${JSON.stringify(lines)}`;
      expect(told).not.toContain('secret-token:s3');
      if (grants === null) expect(told).not.toContain('token-1');
    }),
    fuzz('answers of C1'),
  );
});
