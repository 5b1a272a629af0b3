import * as z from 'zod';
import { describe } from './assert-shape.ts';
import type { ChangeSet } from './changes.ts';
import type { Snapshot } from './file-format.ts';
import { Pages } from './pages.ts';
import { favouritesShape, grantShape, id, runShape } from './record-shapes.ts';
import { requestShape } from './request-shape.ts';
import type { Records } from './store-state.ts';
import { StoreUnusable } from './store-unusable.ts';

/**
 * The file beside the store, in JSON lines: its first says which store it goes on from, each other one holds the changes
 * of one write, `{"grants":{"put":[…],"gone":["id"]},"runs":…}`. A store that was written whole since is whole without it.
 */
export function changesPathOf(path: string): string {
  return `${path.replace(/\.json$/, '')}.changes.jsonl`;
}

/** Which store changes go on from. */
export interface Base {
  readonly generation: number;
  /** Of the bytes of its file, in hexadecimal. */
  readonly sha256: string;
}

const baseShape = z.strictObject({
  format: z.literal('c1-sync changes'),
  version: z.literal(1),
  generation: z.int(),
  sha256: z.string(),
});

const listChange = <T>(shape: z.ZodType<T>) =>
  z.strictObject({ put: z.array(shape).optional(), gone: z.array(id).optional() }).optional();

const lineShape = z.strictObject({
  grants: listChange(grantShape),
  runs: listChange(runShape),
  favourites: listChange(favouritesShape),
  requests: listChange(requestShape),
});

export function baseLine({ generation, sha256 }: Base): string {
  return `${JSON.stringify({ format: 'c1-sync changes', version: 1, generation, sha256 })}\n`;
}

export function changeLine(changes: ChangeSet): string {
  return `${JSON.stringify(changes)}\n`;
}

/**
 * The records of a store after the changes beside it. What a crash left unfinished was confirmed to nobody, and is left out.
 * @param sha256 of the store's file
 * @throws StoreUnusable damaged: a line cannot be read, or they go on from another store
 */
export function withChanges(snapshot: Snapshot, sha256: string, text: string, path: string): Records {
  const lines = text.split('\n').slice(0, -1);
  // A power cut may leave zeros where a line was about to be written.
  if (lines.at(-1)?.includes('\0')) lines.pop();
  const [first, ...rest] = lines;
  if (first === undefined) return snapshot.records;
  const base = parsed(baseShape, first, 1, path);
  if (base.generation < snapshot.generation) return snapshot.records;
  if (base.generation > snapshot.generation || base.sha256 !== sha256) {
    const cure = 'restore both from one backup, or move the changes away to go on without them';
    throw damaged(path, `they go on from another state of it than the file is in now (${cure})`);
  }
  const { grants, runs, favourites, requests } = snapshot.records;
  const lists = {
    grants: new Pages(grants),
    runs: new Pages(runs),
    favourites: new Pages(favourites),
    requests: new Pages(requests),
  };
  for (const [n, line] of rest.entries()) {
    const changes = parsed(lineShape, line, n + 2, path);
    apply(lists.grants, changes.grants);
    apply(lists.runs, changes.runs);
    apply(lists.favourites, changes.favourites);
    apply(lists.requests, changes.requests);
  }
  return {
    grants: [...lists.grants],
    runs: [...lists.runs],
    favourites: [...lists.favourites],
    requests: [...lists.requests],
  };
}

type Given<T> = { readonly put?: readonly T[] | undefined; readonly gone?: readonly string[] | undefined } | undefined;

function apply<T extends { readonly id: string }>(list: Pages<T>, { put = [], gone = [] }: Given<T> = {}): void {
  for (const one of gone) list.remove(one);
  for (const record of put) list.put(record);
}

function parsed<T>(shape: z.ZodType<T>, line: string, number: number, path: string): T {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    // The cause would quote the file.
    throw damaged(path, `line ${number} is not JSON`);
  }
  const { success, data, error } = shape.safeParse(json);
  if (!success) throw damaged(path, `line ${number}: ${describe(error)}`);
  return data;
}

function damaged(path: string, detail: string): StoreUnusable {
  return new StoreUnusable('damaged', path, `the changes beside it, in ${changesPathOf(path)}: ${detail}`);
}
