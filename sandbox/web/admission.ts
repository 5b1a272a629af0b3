import type { IncomingMessage } from 'node:http';
import { Refused } from './refused.ts';

/**
 * Keeps other web sites out: a page from elsewhere must not act here through the person's browser. Its own name made
 * to resolve to this machine (DNS rebinding) shows in Host; a form or a fetch of it in Origin and Content-Type, which
 * it cannot set without asking (Fetch standard, "CORS-safelisted request-header").
 */
export function admit({ method, headers }: IncomingMessage, port: number): void {
  if (!namesOf(port).includes(headers.host ?? '')) {
    throw new Refused(`This is reached as http://127.0.0.1:${port} only.`, 403);
  }
  if (method !== 'POST') return;
  if (headers.origin !== `http://${headers.host}`) throw new Refused('Only the page of the sandbox may do this.', 403);
  if (headers['content-type']?.split(';')[0]?.trim() !== 'application/json') {
    throw new Refused('The body has to be application/json.', 415);
  }
}

/** A browser leaves out port 80. */
function namesOf(port: number): string[] {
  return ['127.0.0.1', 'localhost'].map((name) => (port === 80 ? name : `${name}:${port}`));
}
