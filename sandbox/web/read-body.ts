import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { Refused } from './refused.ts';

/** A reason has 300 characters, a message 40,000; nothing a person does is longer. */
const LONGEST = 256 * 1024;

/** The body in the shape given; what is wrong with it is said with its place in it. */
export async function readBody<T>(request: IncomingMessage, shape: z.ZodType<T>, what: string): Promise<T> {
  const parsed = shape.safeParse(parse(await readText(request)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  throw new Refused(`This is no ${what}: ${where ? `"${where}": ` : ''}${issue?.message}.`);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST) throw new Refused(`The body is longer than ${LONGEST} bytes.`, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused('The body is no JSON.');
  }
}
