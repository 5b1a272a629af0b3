import { type FileHandle, open } from 'node:fs/promises';
import { ChainBroken } from './chain.ts';

/** In bytes, the newline included. Whatever is longer was not written by c1-sync, and is not read into memory. */
export const LONGEST_LINE = 8_192;

const CHUNK = 65_536;
const NEWLINE = 0x0a;

export interface Line {
  /** Without the newline. */
  readonly bytes: Buffer;
  /** Where in the file it begins. */
  readonly at: number;
  /** It has a newline at its end. */
  readonly whole: boolean;
}

/** The lines of the first `end` bytes of a file, which need not be there for none. Rejects with ChainBroken, and as the file system does. */
export async function* linesForwards(path: string, end: number): AsyncGenerator<Line> {
  if (end === 0) return;
  const file = await open(path, 'r');
  try {
    let text: Buffer = Buffer.alloc(0);
    let at = 0;
    for (let from = 0; from < end; from += CHUNK) {
      text = Buffer.concat([text, await readAt(file, from, Math.min(CHUNK, end - from))]);
      let begin = 0;
      for (let stop = text.indexOf(NEWLINE); stop !== -1; stop = text.indexOf(NEWLINE, begin)) {
        yield bounded({ bytes: text.subarray(begin, stop), at: at + begin, whole: true });
        begin = stop + 1;
      }
      at += begin;
      text = text.subarray(begin);
      if (text.length > 0) bounded({ bytes: text, at, whole: false });
    }
    if (text.length > 0) yield { bytes: text, at, whole: false };
  } finally {
    await file.close();
  }
}

/** The same from the last to the first; only the one that comes first can lack its newline. */
export async function* linesBackwards(path: string, end: number): AsyncGenerator<Line> {
  if (end === 0) return;
  const file = await open(path, 'r');
  try {
    let text: Buffer = Buffer.alloc(0);
    let whole = false;
    for (let from = end; from > 0; ) {
      const size = Math.min(CHUNK, from);
      from -= size;
      text = Buffer.concat([await readAt(file, from, size), text]);
      for (let newline = text.lastIndexOf(NEWLINE); newline !== -1; newline = text.lastIndexOf(NEWLINE)) {
        const bytes = text.subarray(newline + 1);
        if (whole || bytes.length > 0) yield bounded({ bytes, at: from + newline + 1, whole });
        whole = true;
        text = text.subarray(0, newline);
      }
      bounded({ bytes: text, at: from, whole });
    }
    if (whole || text.length > 0) yield { bytes: text, at: 0, whole };
  } finally {
    await file.close();
  }
}

/** May give less where the file has become shorter. */
async function readAt(file: FileHandle, from: number, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(buffer, filled, size - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function bounded(line: Line): Line {
  if (line.bytes.length < LONGEST_LINE) return line;
  throw new ChainBroken(`the line at byte ${line.at} is longer than any record`);
}
