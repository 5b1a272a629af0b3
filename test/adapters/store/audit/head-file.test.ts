import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HeadWriter, readHead } from '../../../../src/adapters/store/audit/head-file.ts';
import { silent } from '../silent.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

it('the head is the last one that was noted, however fast they come', async () => {
  const path = join(await temporaryDirectory(), 'x.audit.head.json');
  const heads = new HeadWriter(path, silent);
  for (const seq of [1, 2, 3]) heads.note({ seq, hash: `${seq}`.repeat(64) });
  await heads.settled();
  expect(await readHead(path)).toEqual({ seq: 3, hash: '3'.repeat(64) });
});
