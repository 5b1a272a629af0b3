import type { JsonObject } from '../json.ts';
import { Refused } from '../refused.ts';

/** Cursor pages (docs.slack.dev/apis/web-api/pagination): an unknown cursor is `invalid_cursor`. */
export function page<T>(all: T[], args: JsonObject, answer: (items: T[]) => JsonObject): JsonObject {
  const limit = Math.min(Number(args.limit ?? 100) || 100, 999);
  const start = args.cursor ? Number(Buffer.from(String(args.cursor), 'base64').toString()) : 0;
  if (!Number.isInteger(start) || start < 0 || start > all.length) throw new Refused('invalid_cursor');
  const end = start + limit;
  const next_cursor = end < all.length ? Buffer.from(String(end)).toString('base64') : '';
  return { ...answer(all.slice(start, end)), response_metadata: { next_cursor } };
}
