import { createHmac, randomBytes } from 'node:crypto';
import { problem, Refused } from './problem.ts';

const DEFAULT_SIZE = 25;
const MIN_SIZE = 10;
const MAX_SIZE = 100;

/** Opaque means nobody can make one up: tokens are signed with this, and die with the process. */
const SEAL = randomBytes(32);

export interface Page<T> {
  readonly list: readonly T[];
  /** Empty at the end (c1-api 4.6). */
  readonly nextPageToken: string;
}

/**
 * One page of a collection: `page_size` 10 to 100, 25 if not given, clamped if outside; `page_token` only as this
 * collection gave it, anything else is a 400 (pagination.mdx; c1-api 4.6).
 */
export function pageOf<T>(all: readonly T[], query: URLSearchParams, collection: string): Page<T> {
  const offset = readToken(query.get('page_token') ?? '', collection);
  const end = offset + readSize(query.get('page_size') ?? '');
  return { list: all.slice(offset, end), nextPageToken: end < all.length ? makeToken(collection, end) : '' };
}

function readSize(text: string): number {
  if (!/^(-?\d{1,9})?$/.test(text)) throw new Refused(problem(400, 'page_size: not an int32'));
  const size = Number(text);
  return size === 0 ? DEFAULT_SIZE : Math.min(MAX_SIZE, Math.max(MIN_SIZE, size));
}

function makeToken(collection: string, offset: number): string {
  const seal = createHmac('sha256', SEAL).update(`${collection} ${offset}`).digest('base64url');
  return Buffer.from(`${offset}.${seal}`).toString('base64url');
}

function readToken(token: string, collection: string): number {
  if (token === '') return 0;
  const offset = Number.parseInt(Buffer.from(token, 'base64url').toString(), 10);
  if (token !== makeToken(collection, offset)) throw new Refused(problem(400, 'page_token: invalid'));
  return offset;
}
