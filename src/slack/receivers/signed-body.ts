import type { IncomingMessage } from 'node:http';
import { verifySlackRequest } from '@slack/bolt';
import { isPayload, type Payload } from './payload.ts';

/** The largest payload Slack sends is a view of 250 KB (slack-platform 3.7), form-encoded. */
const LARGEST_BODY_BYTES = 2 * 1024 * 1024;
const FIVE_MINUTES_IN_S = 300;

/** A request that cannot be taken; `status` is the answer. */
export class RequestRefused extends Error {
  readonly status: 400 | 401 | 413;
  constructor(status: 400 | 401 | 413, message: string) {
    super(message);
    this.name = 'RequestRefused';
    this.status = status;
  }
}

/** @throws {RequestRefused} 413 | 400 */
export function readBody(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= LARGEST_BODY_BYTES) return;
      // The rest runs into nothing until the connection is closed.
      req.off('data', take).resume();
      chunks.length = 0;
      reject(new RequestRefused(413, 'the body is too large'));
    };
    req.on('data', take);
    // Whoever sent it went away, or was too slow.
    const breakOff = () => reject(new RequestRefused(400, 'the body broke off'));
    req.on('error', breakOff).on('close', breakOff);
    req.on('end', () => {
      req.off('close', breakOff);
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}

/**
 * Signature v0 of docs.slack.dev/authentication/verifying-requests-from-slack. Bolt's check refuses old timestamps
 * only; a timestamp from the future could be replayed for as long as it lies ahead.
 *
 * @throws {RequestRefused} 401
 */
export function verifySignature(req: IncomingMessage, body: string, signingSecret: string, nowMs: number): void {
  const signature = req.headers['x-slack-signature'];
  const timestamp = Number(req.headers['x-slack-request-timestamp']);
  if (typeof signature !== 'string' || !Number.isInteger(timestamp)) {
    throw new RequestRefused(401, 'the request is not signed');
  }
  if (timestamp - nowMs / 1000 > FIVE_MINUTES_IN_S) {
    throw new RequestRefused(401, "the request's timestamp lies in the future: compare this machine's clock with NTP");
  }
  try {
    verifySlackRequest({
      signingSecret,
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
      nowMilliseconds: nowMs,
    });
  } catch (error) {
    throw new RequestRefused(401, error instanceof Error ? error.message : 'the signature does not fit');
  }
}

/** The fields of a form, or undefined if the body is none. */
export function formOf(req: IncomingMessage, body: string): URLSearchParams | undefined {
  const type = req.headers['content-type']?.toLowerCase() ?? '';
  return type.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(body) : undefined;
}

/**
 * The payload of a verified request: `payload=<JSON>` (interactive), form fields (commands) or JSON (events). Anything
 * but an object is refused here: Bolt's own receiver would end the process on it (slack-platform 3.6).
 *
 * @param form as of {@link formOf}
 * @throws {RequestRefused} 400
 */
export function parsePayload(body: string, form: URLSearchParams | undefined): Payload {
  const json = form === undefined ? body : form.get('payload');
  if (json === null) return Object.fromEntries(form ?? []);
  let payload: unknown;
  try {
    payload = JSON.parse(json);
  } catch {
    throw new RequestRefused(400, 'the payload is not JSON');
  }
  if (!isPayload(payload)) throw new RequestRefused(400, 'the payload is not an object');
  return payload;
}
