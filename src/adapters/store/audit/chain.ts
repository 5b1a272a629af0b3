import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { AuditEvent, AuditRecord } from '../../../domain/audit.ts';

/** A place in the chain: the number and the hash of a record. */
export type Link = Pick<AuditRecord, 'seq' | 'hash'>;

/** What the first record follows. */
export const CHAIN_START: Link = { seq: 0, hash: '0'.repeat(64) };

/** The trail is not as it was written. The message continues "line 7 …". */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';
}

/** `,"hash":"<64 hex digits>"}`: the end of every line. */
const SEAL_LENGTH = 75;
const SEAL = /^,"hash":"([0-9a-f]{64})"\}$/;

/**
 * The next record and its line without a newline: its JSON, `hash` last. The hash is over the very bytes of the line
 * without that member, so that nothing has to be written again in the same way to check it; in a shell:
 * `sed 's/,"hash":"[0-9a-f]*"}$/}/' | tr -d '\n' | sha256sum` of one line.
 */
export function chained(event: AuditEvent, before: Link): Chained {
  const open = { seq: before.seq + 1, prev: before.hash, ...event };
  const json = JSON.stringify(open);
  const hash = sha256(Buffer.from(json));
  return { record: { ...open, hash }, line: `${json.slice(0, -1)},"hash":"${hash}"}` };
}

export interface Chained {
  readonly record: AuditRecord;
  readonly line: string;
}

/** Several in their order, and where the chain ends then. */
export function chainedAll(
  events: readonly AuditEvent[],
  before: Link,
): { readonly links: readonly Chained[]; readonly end: Link } {
  let end = before;
  const links = events.map((event) => {
    const link = chained(event, end);
    end = { seq: link.record.seq, hash: link.record.hash };
    return link;
  });
  return { links, end };
}

/** As much of a record as its place needs; the rest is left for its shape. */
const placed = z.looseObject({
  seq: z.int().min(1),
  prev: z.string(),
  hash: z.string(),
  at: z.number().min(0).max(8.64e15),
});

export type Placed = z.infer<typeof placed>;

/** A line that is as it was written. @throws {ChainBroken} */
export function readLine(line: Buffer): Placed {
  const [, hash] = SEAL.exec(line.subarray(-SEAL_LENGTH).toString('latin1')) ?? [];
  if (hash === undefined) throw new ChainBroken('is not a whole record');
  if (sha256(line.subarray(0, -SEAL_LENGTH), '}') !== hash) throw new ChainBroken('was changed after it was written');
  const { success, data } = placed.safeParse(parseJson(line.toString()));
  if (!success) throw new ChainBroken('is not a record of c1-sync');
  return data;
}

/** @throws {ChainBroken} about the later one */
export function assertFollows(before: Link, { seq, prev }: Placed): void {
  const first = before.seq === 0;
  const after = first ? 'at the beginning' : `after record ${before.seq}`;
  if (seq > before.seq + 1) throw new ChainBroken(`is record ${seq}, ${after}: what was between is missing`);
  if (seq <= before.seq) throw new ChainBroken(`is record ${seq}, ${after}: it was repeated or moved`);
  if (prev !== before.hash) throw new ChainBroken(`does not continue the chain ${after}: one of them was exchanged`);
}

function sha256(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
