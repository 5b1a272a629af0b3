import { open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { auditPathOf, headPathOf } from '../audit/audit-paths.ts';
import { CHAIN_START } from '../audit/chain.ts';
import { writeHead } from '../audit/head-file.ts';
import { linesForwards } from '../audit/read-lines.ts';
import { verifyAuditFile } from '../audit/verify-file.ts';
import type { Verdict } from '../audit/verify-lines.ts';
import { readChanges } from '../change-file.ts';
import { changesPathOf } from '../change-lines.ts';
import { errorCode } from '../error-code.ts';
import { storeFileBytes } from '../file-format.ts';
import { takeLock } from '../file-lock.ts';
import { readWhole } from '../json-file.ts';
import { inPages } from '../pages.ts';
import { syncDirectory, writeDurably } from '../write-durably.ts';
import { checkedLines } from './same-store.ts';
import { CopyRefused, type WholeStore } from './whole-store.ts';

/**
 * Does something with what a store of files holds, while nobody else can write it.
 * Rejects with CopyRefused, and StoreUnusable for a file that is in use, damaged or none of ours.
 */
export async function withFiles<T>(
  path: string,
  { clock, log }: { clock: Clock; log: Log },
  work: (whole: WholeStore) => Promise<T>,
): Promise<T> {
  if (!(await exists(path))) throw new CopyRefused(`there is no store ${path}`);
  let lost: Error | undefined;
  const lock = await takeLock(path, {
    clock,
    log,
    onLost: (error) => {
      lost = error;
    },
  });
  try {
    const value = await work(await readFiles(path));
    if (lost !== undefined) throw new CopyRefused(`${path} was taken over by another process in the meantime`);
    return value;
  } finally {
    await lock.release().catch(() => undefined);
  }
}

/** As it is now. Rejects with CopyRefused where the trail does not hold. */
export async function readFiles(path: string): Promise<WholeStore> {
  // First, as JsonFile does.
  const changes = await readChanges(path);
  const { grants, runs, favourites, requests } = readWhole(await readFile(path), changes, path).records;
  const auditPath = await auditPathOf(path);
  const { end, problem, unfinished } = await verdictOf(auditPath);
  if (problem !== null) throw new CopyRefused(`the trail ${auditPath} does not hold: ${problem}`);
  if (unfinished > 0) throw new CopyRefused(`the last line of ${auditPath} is not whole; start and stop c1-sync once`);
  const size = end.seq === 0 ? 0 : (await stat(auditPath)).size;
  return {
    grants: grants.flat(),
    runs: runs.flat(),
    favourites: favourites.flat(),
    requests: requests.flat(),
    end,
    lines: () => linesForwards(auditPath, size),
  };
}

/** Writes a new store of files. Rejects with CopyRefused if anything of one is there; what is written then goes. */
export async function writeFiles(path: string, whole: WholeStore): Promise<void> {
  const auditPath = await auditPathOf(path);
  for (const file of [path, changesPathOf(path), auditPath, headPathOf(auditPath)]) {
    if (await exists(file)) throw new CopyRefused(`${file} exists already; move it away, or name another file`);
  }
  try {
    await writeTrail(auditPath, whole);
    await writeHead(headPathOf(auditPath), whole.end);
    const { grants, runs, favourites, requests } = whole;
    const records = {
      grants: inPages(grants),
      runs: inPages(runs),
      favourites: inPages(favourites),
      requests: inPages(requests),
    };
    await writeDurably(path, storeFileBytes({ generation: 1, records }));
  } catch (error) {
    await removeFiles(path);
    throw error;
  }
}

/** Takes a store of files away that turned out not to be right. */
export async function removeFiles(path: string): Promise<void> {
  const auditPath = await auditPathOf(path);
  for (const file of [path, auditPath, headPathOf(auditPath)]) await rm(file, { force: true });
}

async function writeTrail(path: string, whole: WholeStore): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const { bytes } of checkedLines(whole)) await file.appendFile(Buffer.concat([bytes, Buffer.from('\n')]));
    await file.sync();
  } finally {
    await file.close();
  }
  await syncDirectory(dirname(path));
}

/** A store that was never started has no trail yet. */
async function verdictOf(path: string): Promise<Verdict> {
  try {
    return await verifyAuditFile(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return { end: CHAIN_START, from: null, to: null, problem: null, unfinished: 0 };
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
}
