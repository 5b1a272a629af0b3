import * as z from 'zod';
import { describe } from './assert-shape.ts';
import { inPages } from './pages.ts';
import { favouritesShape, grantShape, recordsOf, runShape } from './record-shapes.ts';
import { requestShape } from './request-shape.ts';
import type { Records } from './store-state.ts';
import { StoreUnusable } from './store-unusable.ts';
import { listsOfV1 } from './upgrade-v1.ts';

/**
 * The format: `{"format":"c1-sync","version":2,"generation":7,"grants":[…],"runs":[…],"favourites":[…],"requests":[…]}`.
 * What changed since is beside it, see change-lines.ts.
 */
const FORMAT = 'c1-sync';
const VERSION = 2;

/** A store at the moment it was written whole. */
export interface Snapshot {
  /** Grows with each writing. */
  readonly generation: number;
  readonly records: Records;
}

const shape = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  generation: z.int().default(0),
  grants: recordsOf(grantShape),
  runs: recordsOf(runShape),
  favourites: recordsOf(favouritesShape),
  requests: recordsOf(requestShape),
});

const shapeOfV1 = z
  .strictObject({ format: z.literal(FORMAT), version: z.literal(1), ...listsOfV1 })
  .transform((lists) => ({ ...lists, generation: 0, favourites: [], requests: [] }));

/** @throws StoreUnusable damaged, foreign or newer */
export function parseStoreFile(bytes: Uint8Array, path: string): Snapshot {
  const data = parseJson(bytes, path);
  if (!isObject(data) || data.format !== FORMAT)
    throw new StoreUnusable('foreign', path, `"format" is not "${FORMAT}"`);
  if (typeof data.version === 'number' && data.version > VERSION) {
    throw new StoreUnusable('newer', path, `it has version ${data.version}, this one reads up to version ${VERSION}`);
  }
  const parsed = (data.version === 1 ? shapeOfV1 : shape).safeParse(data);
  if (!parsed.success) throw new StoreUnusable('damaged', path, describe(parsed.error));
  const { generation, grants, runs, favourites, requests } = parsed.data;
  const records = {
    grants: inPages(grants),
    runs: inPages(runs),
    favourites: inPages(favourites),
    requests: inPages(requests),
  };
  return { generation, records };
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  if (bytes.length === 0) throw new StoreUnusable('damaged', path, 'it is empty');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The cause would quote the file.
    throw new StoreUnusable('damaged', path, 'it is not JSON');
  }
}

/** The bytes of the file, in pieces that hold the event loop for about a millisecond each whatever the size. */
export function* storeFileBytes({ generation, records }: Snapshot): Generator<Uint8Array> {
  const { grants, runs, favourites, requests } = records;
  yield Buffer.from(`{"format":"${FORMAT}","version":${VERSION},"generation":${generation},\n"grants":[`);
  yield* listBytes(grants);
  yield Buffer.from('],\n"runs":[');
  yield* listBytes(runs);
  yield Buffer.from('],\n"favourites":[');
  yield* listBytes(favourites);
  yield Buffer.from('],\n"requests":[');
  yield* listBytes(requests);
  yield Buffer.from(']}\n');
}

function* listBytes(pages: readonly (readonly object[])[]): Generator<Uint8Array> {
  for (const [number, page] of pages.entries()) {
    if (number > 0) yield Buffer.from(',');
    yield Buffer.from(page.map((record) => `\n${JSON.stringify(record)}`).join(','));
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
