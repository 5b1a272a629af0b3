import { isDeepStrictEqual } from 'node:util';
import { assertFollows, CHAIN_START, type Link, readLine } from '../audit/chain.ts';
import { CopyRefused, type WholeStore } from './whole-store.ts';

/** @throws {CopyRefused} names the first kind of record that is not the same in both */
export function assertSame(from: WholeStore, to: WholeStore): void {
  for (const kind of ['grants', 'runs', 'favourites', 'requests'] as const) {
    if (!isDeepStrictEqual(byId(from[kind]), byId(to[kind]))) {
      throw new CopyRefused(`the ${kind} that were written are not those that were read`);
    }
  }
  if (!isDeepStrictEqual(from.end, to.end))
    throw new CopyRefused('the copy of the trail does not end as the trail does');
}

/** The lines as they come, each checked against the one before. @throws {ChainBroken | CopyRefused} */
export async function* checkedLines({ lines, end }: Pick<WholeStore, 'lines' | 'end'>): AsyncGenerator<{
  readonly seq: number;
  readonly bytes: Buffer;
}> {
  let before: Link = CHAIN_START;
  for await (const { bytes } of lines()) {
    const read = readLine(bytes);
    assertFollows(before, read);
    before = { seq: read.seq, hash: read.hash };
    yield { seq: read.seq, bytes };
  }
  if (!isDeepStrictEqual(before, end)) throw new CopyRefused(`the trail does not end with record ${end.seq}`);
}

function byId(records: readonly { readonly id: string }[]): ReadonlyMap<string, unknown> {
  // As JSON says them: what is undefined is not there.
  return new Map(records.map((record) => [record.id, JSON.parse(JSON.stringify(record))]));
}
