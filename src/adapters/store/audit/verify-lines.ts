import { assertFollows, CHAIN_START, ChainBroken, type Link, readLine } from './chain.ts';
import { assertReaches } from './find-end.ts';

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

interface Witness {
  /** The last record that was written, or one shortly before it; undefined: lost. */
  readonly head: Link | undefined;
  /** Why there is no head, if there is none. */
  readonly without: string;
  /** A record by its number, such as `line 7`. */
  readonly nameOf: (number: number) => string;
}

/** Checks a trail from its first line to its last. Rejects as the reading of the lines does. */
export async function verifyLines(
  lines: AsyncIterable<{ readonly bytes: Buffer; readonly whole: boolean }>,
  { head, without, nameOf }: Witness,
): Promise<Verdict> {
  let end = CHAIN_START;
  let from: number | null = null;
  let to: number | null = null;
  let unfinished = 0;
  try {
    for await (const line of lines) {
      if (!line.whole) {
        unfinished = line.bytes.length;
        break;
      }
      const read = checked(line.bytes, end, nameOf);
      if (read.seq === head?.seq) assertReaches(read, head);
      end = { seq: read.seq, hash: read.hash };
      from ??= read.at;
      to = read.at;
    }
    if (head === undefined) throw new ChainBroken(`its end cannot be checked, because ${without}`);
    if (end.seq < head.seq) assertReaches(end, head);
  } catch (error) {
    if (!(error instanceof ChainBroken)) throw error;
    return { end, from, to, problem: error.message, unfinished };
  }
  return { end, from, to, problem: null, unfinished };
}

function checked(line: Buffer, before: Link, nameOf: Witness['nameOf']) {
  try {
    const read = readLine(line);
    assertFollows(before, read);
    return read;
  } catch (error) {
    // Up to here, the number of a record is that of its line.
    throw error instanceof ChainBroken ? new ChainBroken(`${nameOf(before.seq + 1)} ${error.message}`) : error;
  }
}
