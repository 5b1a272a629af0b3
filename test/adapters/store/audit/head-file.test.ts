import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HeadWriter, readHead } from '../../../../src/adapters/store/audit/head-file.ts';
import { ManualClock } from '../../../doubles/manual-clock.ts';
import { silent } from '../silent.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const link = (seq: number) => ({ seq, hash: `${seq}`.repeat(64) });

async function setUp() {
  const path = join(await temporaryDirectory(), 'x.audit.head.json');
  const clock = new ManualClock();
  return { path, clock, heads: new HeadWriter(path, { clock, log: silent }) };
}

it('the head is the last one that was noted, a quarter of a second later', async () => {
  const { path, clock, heads } = await setUp();
  for (const seq of [1, 2, 3]) heads.note(link(seq));
  expect(await readHead(path)).toBeUndefined();
  await clock.advance(250);
  await expect.poll(() => readHead(path)).toEqual(link(3));
  heads.note(link(4));
  expect(await readHead(path)).toEqual(link(3));
  await clock.untilSleeping();
  await clock.advance(250);
  await expect.poll(() => readHead(path)).toEqual(link(4));
});

it('the end does not wait', async () => {
  const { path, heads } = await setUp();
  heads.note(link(1));
  heads.note(link(2));
  await heads.close();
  expect(await readHead(path)).toEqual(link(2));
});
