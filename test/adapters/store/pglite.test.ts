import { describe } from 'vitest';
import { HAS_POSTGRES } from '../../postgres/database.ts';
import { sharedPglite } from '../../postgres/pglite.ts';
import { describeAudit } from './audit/contract.ts';
import { describeStore } from './contract.ts';
import { KEPT, sharedDatabase } from './open-postgres.ts';

// It takes as long to start as fifty tests: where there is a server, the same is tried on that (postgres.test.ts).
describe.skipIf(HAS_POSTGRES)('on PGlite', () => {
  // One session answers everybody.
  const { openStore, openAudit } = sharedDatabase(sharedPglite(), { poolSize: 1 });
  describeStore('postgres', openStore, KEPT);
  describeAudit('postgres', openAudit);
});
