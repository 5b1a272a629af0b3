import { afterAll, beforeAll, describe } from 'vitest';
import { HAS_POSTGRES, newDatabase } from '../../postgres/database.ts';
import { describeAudit } from './audit/contract.ts';
import { describeStore } from './contract.ts';
import { KEPT, sharedDatabase } from './open-postgres.ts';

describe.runIf(HAS_POSTGRES)('on a Postgres server', () => {
  const undo: (() => void | Promise<void>)[] = [];
  let url = '';
  beforeAll(async () => {
    url = await newDatabase((step) => undo.unshift(step));
  });
  afterAll(async () => {
    for (const step of undo) await step();
  });

  // One connection for everything: nothing waits for a second one while it holds the first.
  describe.each([1, 4])('with a pool of %d', (poolSize) => {
    const { openStore, openAudit } = sharedDatabase(() => url, { poolSize });
    describeStore('postgres', openStore, KEPT);
    describeAudit('postgres', openAudit);
  });
});
