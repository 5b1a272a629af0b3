import type { IncomingMessage } from 'node:http';
import { isObject, type Json, type JsonObject, parseJson } from './json.ts';
import { Refused } from './refused.ts';

export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request)).toString('utf8');
}

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** web-api sends forms with nested values as JSON text (WebClient.serializeBody, 8.2.0); these arguments are such. */
const NESTED = ['view', 'blocks', 'attachments', 'metadata', 'files'];

/** Arguments as JSON or as a form (docs.slack.dev/apis/web-api: "Basic features"; the errors are of that page). */
export function readArguments(request: IncomingMessage, body: string): JsonObject {
  const query = Object.fromEntries(new URL(request.url ?? '/', 'http://slack').searchParams);
  return unnest({ ...query, ...readPosted(request.headers['content-type']?.split(';')[0]?.trim(), body) });
}

function readPosted(type: string | undefined, body: string): JsonObject {
  if (body === '') return {};
  if (type === 'application/json') {
    const posted = parseJson(body);
    if (posted === undefined) throw new Refused('invalid_json');
    if (!isObject(posted)) throw new Refused('json_not_object');
    return posted;
  }
  if (type !== 'application/x-www-form-urlencoded') throw new Refused(type ? 'invalid_post_type' : 'missing_post_type');
  return Object.fromEntries(new URLSearchParams(body));
}

function unnest(args: JsonObject): JsonObject {
  for (const name of NESTED) {
    const value: Json | undefined = args[name];
    if (typeof value === 'string') args[name] = parseJson(value) ?? value;
  }
  return args;
}
