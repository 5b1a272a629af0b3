import { describe } from 'vitest';
import { sharedPglite } from '../../postgres/pglite.ts';
import { describeAudit } from './audit/contract.ts';
import { describeStore } from './contract.ts';
import { KEPT, sharedDatabase } from './open-postgres.ts';

describe('on PGlite', () => {
  // One session answers everybody.
  const { openStore, openAudit } = sharedDatabase(sharedPglite(), { poolSize: 1 });
  describeStore('postgres', openStore, KEPT);
  describeAudit('postgres', openAudit);
});
