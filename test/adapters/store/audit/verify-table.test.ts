import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyAuditTable } from '../../../../src/adapters/store/postgres/audit/verify-table.ts';
import { EVERYTHING } from '../../../../src/domain/audit.ts';
import { execute, HAS_POSTGRES, newDatabase } from '../../../postgres/database.ts';
import { openRecords } from '../open-postgres.ts';
import { eventOf } from './events.ts';

async function trailOf(count: number) {
  const url = await newDatabase(onTestFinished);
  const { audit } = await openRecords(url, { poolSize: 2 });
  await Promise.all(Array.from({ length: count }, (_, n) => audit.append(eventOf(`e${n + 1}`))));
  return { url, audit };
}

/** As somebody who may do everything could. */
async function tamper(url: string, sql: string): Promise<void> {
  await execute(url, `set session_replication_role = replica; ${sql}`);
}

describe.runIf(HAS_POSTGRES)('the trail in a database', () => {
  it('is not changed, shortened or emptied by the user of the app', async () => {
    const { url } = await trailOf(3);
    for (const sql of [
      "update c1_sync.audit set line = '' where seq = 2",
      'delete from c1_sync.audit where seq = 3',
      'truncate c1_sync.audit',
      'truncate c1_sync.audit_head',
      'delete from c1_sync.audit_head',
      'update c1_sync.audit_head set seq = 2',
    ]) {
      await expect(execute(url, sql), sql).rejects.toThrow('only grows');
    }
    expect(await verifyAuditTable(url)).toMatchObject({ end: { seq: 3 }, problem: null });
  });

  it.each([
    ["update c1_sync.audit set line = replace(line, 'UANA', 'UBEN') where seq = 2", 1, /^record 2 was changed/],
    ['delete from c1_sync.audit where seq = 2', 1, /^record 2 is record 3, after record 1: .* missing/],
    ['delete from c1_sync.audit where seq = 3', 2, /^it ends with record 2, and record 3 had been written/],
    ['delete from c1_sync.audit_head', 3, /its end cannot be checked/],
  ])('shows %s', async (sql, sound, problem) => {
    const { url, audit } = await trailOf(3);
    await tamper(url, sql);
    expect(await verifyAuditTable(url)).toMatchObject({ end: { seq: sound }, problem: expect.stringMatching(problem) });
    const isHeadGone = sql.includes('audit_head');
    if (!isHeadGone) await expect(audit.find(EVERYTHING, 9)).rejects.toThrow('cannot be read');
    if (isHeadGone) await expect(audit.append(eventOf('e4'))).rejects.toThrow('was taken away');
  });
});
