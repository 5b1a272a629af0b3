import { stat } from 'node:fs/promises';
import { errorCode } from '../error-code.ts';
import { headPathOf } from './audit-paths.ts';
import type { Link } from './chain.ts';
import { readHead } from './head-file.ts';
import { linesForwards } from './read-lines.ts';
import { type Verdict, verifyLines } from './verify-lines.ts';

/**
 * Reads a trail from its first line to its last, and its head; c1-sync may be writing it. Rejects as the file system
 * does.
 */
export async function verifyAuditFile(path: string): Promise<Verdict> {
  // The head first: it is never ahead of the file.
  const head = await readHead(headPathOf(path));
  const size = await sizeOf(path, head);
  return verifyLines(linesForwards(path, size), {
    head,
    without: `${headPathOf(path)} is missing or damaged`,
    nameOf: (number) => `line ${number}`,
  });
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
