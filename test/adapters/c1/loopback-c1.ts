import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type C1ClientOptions, createC1Client } from '../../../src/adapters/c1/client.ts';
import type { C1Credential, Ed25519PrivateJwk } from '../../../src/adapters/c1/credential.ts';
import type { C1 } from '../../../src/ports/c1.ts';
import { ManualClock } from '../../doubles/manual-clock.ts';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Reply = (request: Received, response: ServerResponse, nth: number) => void;

export const REF = { appId: 'app1', connectorId: 'con1' };

/** A server on loopback that plays C1: its token endpoint, and whatever `api` answers. */
export class LoopbackC1 {
  url = '';
  readonly grants: Received[] = [];
  readonly calls: Received[] = [];
  connections = 0;
  grant: Reply = (_, response, nth) => json(response, 200, tokenAnswer(`token-${nth}`));
  api: Reply = (_, response) => json(response, 200, {});
  readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const received = { method, url, headers, body: Buffer.concat(chunks).toString() };
      const isGrant = url === '/auth/v1/token';
      const list = isGrant ? this.grants : this.calls;
      list.push(received);
      (isGrant ? this.grant : this.api)(received, response, list.length);
    });
  });

  async listen(): Promise<this> {
    this.server.on('connection', () => {
      this.connections += 1;
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    onTestFinished(() => this.close());
    return this;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

export function startC1(api?: Reply): Promise<LoopbackC1> {
  const c1 = new LoopbackC1();
  if (api) c1.api = api;
  return c1.listen();
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function tokenAnswer(token: string, more: object = {}) {
  return { access_token: token, token_type: 'Bearer', expires_in: 3600, ...more };
}

export function newKey(): Ed25519PrivateJwk {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', d, x };
}

export const SECRET: C1Credential = {
  kind: 'client_secret_post',
  clientId: 'a@b/spc',
  clientSecret: 'secret-token:s3',
};

export interface LogLine {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A client of `url` with a clock that stands still and no jitter; what it logs is in `lines`. */
export function newClient(url: string, options: Partial<C1ClientOptions> = {}) {
  const clock = new ManualClock(Date.now());
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields: { ...fields }, message });
  };
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const client: C1 = createC1Client({
    baseUrl: url,
    credential: SECRET,
    clock,
    log,
    userAgent: 'c1-sync/test',
    random: () => 0,
    timeoutMs: 5000,
    ...options,
  });
  return { client, clock, lines };
}

/** Moves the clock on for as long as the call waits. @returns how it ended, and the waits in milliseconds */
export async function passTime<T>(call: Promise<T>, clock: ManualClock) {
  const waits: number[] = [];
  const ended = call.then(
    (value) => ({ value, error: undefined, waits }),
    (error: unknown) => ({ value: undefined, error, waits }),
  );
  for (;;) {
    const first = await Promise.race([ended, clock.untilSleeping()]);
    if (typeof first !== 'number') return first;
    waits.push(first);
    await clock.advance(first);
  }
}

export function reasonOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Cuts the connection the way a crashing peer does. */
export function reset(socket: Socket | null): void {
  socket?.resetAndDestroy();
}
