import { describe } from 'vitest';
import { sharedPglite } from '../../postgres/pglite.ts';
import { describeAudit } from './audit/contract.ts';
import { describeStore } from './contract.ts';
import { openEmpty } from './open-postgres.ts';

/** One session answers everybody, so a thousand at once wait for each other. */
const ONE_SESSION = { poolSize: 1, limitMs: 50_000 };

describe('on PGlite', () => {
  const url = sharedPglite();
  describeStore('postgres', async () => (await openEmpty(url(), ONE_SESSION)).store);
  describeAudit('postgres', async () => (await openEmpty(url(), ONE_SESSION)).audit);
});
