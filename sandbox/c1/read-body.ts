import type { IncomingMessage } from 'node:http';

const MAX_BODY = 1024 * 1024;

/** The body as text; null if it is longer than any request to C1 is. Rejects if the client breaks off. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size > MAX_BODY ? null : Buffer.concat(chunks).toString('utf8');
}
