import { randomBytes } from 'node:crypto';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** An id of Slack's shape, never seen before, not even by an earlier run: apps keep ids to recognise duplicates. */
export function newId(prefix: string, length = 10): string {
  let id = prefix;
  for (const byte of randomBytes(length)) id += LETTERS[byte % LETTERS.length];
  return id;
}

export function newSecret(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
