import type { IncomingMessage, ServerResponse } from 'node:http';
import { admit } from './admission.ts';
import type { Api } from './api.ts';
import type { Events } from './events.ts';
import type { Handler } from './listen.ts';
import type { PageFiles } from './page-bundle.ts';
import { Refused } from './refused.ts';

interface Parts {
  readonly port: number;
  readonly page: PageFiles;
  readonly events: Events;
  readonly api: Api;
}

/** Everything comes from here and goes here; styles are also set on elements. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The one port: the page, what it asks, and what it is told. */
export function serveSandbox(parts: Parts): Handler {
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    answer(parts, request, response).catch((error: unknown) => {
      if (error instanceof Refused) return sendJson(response, error.status, { error: error.message });
      console.error('the sandbox itself failed', error);
      sendJson(response, 500, { error: 'The sandbox itself failed; its terminal says how.' });
    });
  };
}

async function answer({ port, page, events, api }: Parts, request: IncomingMessage, response: ServerResponse) {
  admit(request, port);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox');
  const call = api[pathname];
  if (call) {
    if (request.method !== 'POST') throw new Refused('This is asked with POST.', 405);
    return sendJson(response, 200, await call(request));
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refused('There is nothing to do here.', 405);
  if (pathname === '/api/events') return events.add(response, searchParams.get('as') ?? '');
  const file = page.get(pathname);
  if (!file) throw new Refused('There is nothing here.', 404);
  response.writeHead(200, { 'content-type': file.type }).end(file.body);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  // A page that was closed in the meantime, or an answer under way, cannot be told.
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
