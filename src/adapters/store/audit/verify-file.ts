import { stat } from 'node:fs/promises';
import { errorCode } from '../error-code.ts';
import { headPathOf } from './audit-paths.ts';
import { assertFollows, CHAIN_START, ChainBroken, type Link, readLine } from './chain.ts';
import { assertReaches } from './find-end.ts';
import { readHead } from './head-file.ts';
import { linesForwards } from './read-lines.ts';

/** What there is to say about a whole trail. */
export interface Verdict {
  /** The last record that is as it was written, and so is every one before it; its number is how many these are. */
  readonly end: Link;
  /** When the first and the last of them were made, milliseconds since the epoch; null: there is none. */
  readonly from: number | null;
  readonly to: number | null;
  /** A clause: "line 7 was changed after it was written". Null: the trail is intact. */
  readonly problem: string | null;
  /** Bytes of a last line that is being written or was cut off by a crash: nobody was told that it is done. */
  readonly unfinished: number;
}

/**
 * Reads a trail from its first line to its last, and its head; c1-sync may be writing it. Rejects as the file system
 * does.
 */
export async function verifyAuditFile(path: string): Promise<Verdict> {
  // The head first: it is never ahead of the file.
  const head = await readHead(headPathOf(path));
  const size = await sizeOf(path, head);
  let end = CHAIN_START;
  let from: number | null = null;
  let to: number | null = null;
  let unfinished = 0;
  try {
    for await (const line of linesForwards(path, size)) {
      if (!line.whole) {
        unfinished = line.bytes.length;
        break;
      }
      const read = checked(line.bytes, end);
      if (read.seq === head?.seq) assertReaches(read, head);
      end = { seq: read.seq, hash: read.hash };
      from ??= read.at;
      to = read.at;
    }
    assertEnds(end, head, path);
  } catch (error) {
    if (!(error instanceof ChainBroken)) throw error;
    return { end, from, to, problem: error.message, unfinished };
  }
  return { end, from, to, problem: null, unfinished };
}

function checked(line: Buffer, before: Link) {
  try {
    const read = readLine(line);
    assertFollows(before, read);
    return read;
  } catch (error) {
    // Up to here, the number of a record is that of its line.
    throw error instanceof ChainBroken ? new ChainBroken(`line ${before.seq + 1} ${error.message}`) : error;
  }
}

function assertEnds(end: Link, head: Link | undefined, path: string): void {
  if (head === undefined) {
    throw new ChainBroken(`its end cannot be checked, because ${headPathOf(path)} is missing or damaged`);
  }
  if (end.seq < head.seq) assertReaches(end, head);
}

/** A file that is missing although its head counts records is one of which every line was cut off. */
async function sizeOf(path: string, head: Link | undefined): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    const removed = errorCode(error) === 'ENOENT' && head !== undefined && head.seq > 0;
    if (removed) return 0;
    throw error;
  }
}
