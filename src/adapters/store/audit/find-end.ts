import { stat } from 'node:fs/promises';
import { errorCode } from '../error-code.ts';
import { assertFollows, CHAIN_START, ChainBroken, type Link, type Placed, readLine } from './chain.ts';
import { linesBackwards } from './read-lines.ts';
import { type Extent, located } from './read-records.ts';

export interface FoundEnd extends Extent {
  /** Bytes after the last whole line: a write that a crash cut off, so nobody was told that it is done. */
  readonly torn: number;
}

/**
 * The end of a trail, checked back to where its head was (to its beginning if the head is lost): whatever is missing
 * or does not continue the chain rejects with ChainBroken. Rejects as the file system does.
 *
 * @param head undefined: lost
 */
export async function findEnd(path: string, head: Link = CHAIN_START): Promise<FoundEnd> {
  const found = await sizeOf(path);
  let size = found;
  let newest: Link = CHAIN_START;
  let later: Placed | undefined;
  for await (const line of linesBackwards(path, found)) {
    if (!line.whole) {
      size = line.at;
      continue;
    }
    const read = located(line, () => readLine(line.bytes));
    if (later === undefined) newest = { seq: read.seq, hash: read.hash };
    else assertFollows(read, later);
    if (read.seq <= head.seq) {
      assertReaches(read, head);
      return { size, end: newest, torn: found - size };
    }
    later = read;
  }
  if (later === undefined) assertReaches(CHAIN_START, head);
  else assertFollows(CHAIN_START, later);
  return { size, end: newest, torn: found - size };
}

/** @param found the record with the head's number, or the last one there is */
export function assertReaches(found: Link, head: Link): void {
  if (found.seq < head.seq) {
    throw new ChainBroken(
      `it ends with record ${found.seq}, and record ${head.seq} had been written: its end was cut off`,
    );
  }
  if (found.hash !== head.hash) throw new ChainBroken(`its record ${head.seq} is not the one that had been written`);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}
