import type { AuditRecord } from '../../../domain/audit.ts';
import { assertFollows, CHAIN_START, ChainBroken, type Link, type Placed, readLine } from './chain.ts';
import { recordShape } from './event-shape.ts';
import { type Line, linesBackwards, linesForwards } from './read-lines.ts';

/** How far a file is known to be whole: its first `size` bytes end with the record `end`. */
export interface Extent {
  readonly size: number;
  readonly end: Link;
}

/** The records of a file, newest first. Rejects with ChainBroken, and as the file system does. */
export function recordsBackwards(path: string, { size, end }: Extent): AsyncGenerator<AuditRecord> {
  return checkedBackwards(linesBackwards(path, size), end, located);
}

/** The same, oldest first. */
export function recordsForwards(path: string, { size, end }: Extent): AsyncGenerator<AuditRecord> {
  return checkedForwards(linesForwards(path, size), end, located);
}

interface Text {
  readonly bytes: Buffer;
}

/** Says which line it is about that the chain is broken at. */
type Locate<Line extends Text> = <T>(line: Line, read: () => T) => T;

/** The records of lines that come newest first, each checked against the one after it. Rejects with ChainBroken. */
export async function* checkedBackwards<Line extends Text>(
  lines: AsyncIterable<Line>,
  end: Link,
  locate: Locate<Line>,
): AsyncGenerator<AuditRecord> {
  let later: Placed | undefined;
  for await (const line of lines) {
    const read = locate(line, () => readLine(line.bytes));
    if (later === undefined) assertEnd(read, end);
    else assertFollows(read, later);
    later = read;
    yield locate(line, () => toRecord(read));
  }
  if (later === undefined) assertEnd(CHAIN_START, end);
  else assertFollows(CHAIN_START, later);
}

/** The same, oldest first. */
export async function* checkedForwards<Line extends Text>(
  lines: AsyncIterable<Line>,
  end: Link,
  locate: Locate<Line>,
): AsyncGenerator<AuditRecord> {
  let before: Link = CHAIN_START;
  for await (const line of lines) {
    const read = locate(line, () => readLine(line.bytes));
    locate(line, () => assertFollows(before, read));
    before = read;
    yield locate(line, () => toRecord(read));
  }
  assertEnd(before, end);
}

/** Says which line it is about, by the byte at which it begins: the number is known only to who reads from the start. */
export function located<T>({ at }: Line, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ChainBroken ? new ChainBroken(`the line at byte ${at} ${error.message}`) : error;
  }
}

function assertEnd(found: Link, { seq, hash }: Link): void {
  if (found.seq !== seq || found.hash !== hash) throw new ChainBroken(`it does not end with record ${seq}`);
}

function toRecord(read: Placed): AuditRecord {
  const { success, data } = recordShape.safeParse(read);
  if (!success) throw new ChainBroken('is a record this c1-sync cannot read; was it written by a newer one?');
  return data;
}
