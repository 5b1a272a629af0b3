import { describe, expect, it, onTestFinished } from 'vitest';
import { examinePostgres } from '../../src/adapters/store/postgres/examine-postgres.ts';
import { line } from '../../src/ops/doctor/report.ts';
import { eventOf } from '../adapters/store/audit/events.ts';
import { openRecords } from '../adapters/store/open-postgres.ts';
import { grantOf, NOW, runOf } from '../adapters/store/records.ts';
import { execute, HAS_POSTGRES, newDatabase } from '../postgres/database.ts';

async function examined(url: string, { hasAdmins = true } = {}): Promise<readonly string[]> {
  return (await examinePostgres({ url, hasAdmins, now: NOW })).map(line);
}

async function filled(): Promise<string> {
  const url = await newDatabase(onTestFinished);
  const { store, audit } = await openRecords(url, { poolSize: 2 });
  await store.addGrant(grantOf('g1', 'UANN'));
  await store.addGrant(grantOf('g2', 'UBOB', { expiresAt: NOW - 1 }));
  await store.beginRun(runOf('r1'), 0);
  await audit.append(eventOf('e1'));
  return url;
}

describe.runIf(HAS_POSTGRES)('the doctor on a database', () => {
  it('that c1-sync has not used: what the next start will do, and nothing is made', async () => {
    const url = await newDatabase(onTestFinished);
    expect(await examined(url)).toEqual([
      expect.stringMatching(
        /Store: 127\.0\.0\.1:\d+\/\w+, Postgres [\d.]+.*: the next start makes its tables \(0001-first, 0002-instances\)/,
      ),
    ]);
    expect(await execute(url, `select from pg_namespace where nspname like 'c1_sync%'`)).toEqual([]);
  });

  it('that works: what it holds', async () => {
    expect(await examined(await filled())).toEqual([
      expect.stringMatching(/^✓ Store: .*: 1 grants that count \(0 to manage\), 1 syncs$/),
      '✓ Audit trail: ends where it was written to, with record 1',
    ]);
  });

  it('in which nobody manages access', async () => {
    const [store] = await examined(await filled(), { hasAdmins: false });
    expect(store).toMatch(/^✗ Store: .*nobody in it manages access.* → set C1_SYNC_ADMINS/);
  });

  it('from the trail of which the end is missing', async () => {
    const url = await filled();
    await execute(url, 'set session_replication_role = replica; delete from c1_sync.audit');
    expect((await examined(url))[1]).toMatch(/^✗ Audit trail: ends with record 0, and 1 had been written/);
  });

  it('of a newer c1-sync, that is not there, and that does not answer', async () => {
    const url = await filled();
    await execute(url, `insert into c1_sync.migrations (name) values ('9999-later')`);
    expect(await examined(url)).toEqual([
      expect.stringMatching(/^✗ Store: .* was written by a newer c1-sync.*9999-later/),
    ]);
    const nowhere = Object.assign(new URL(url), { pathname: '/nowhere' }).href;
    expect(await examined(nowhere)).toEqual([expect.stringMatching(/^✗ Store: .* cannot be used.*nowhere/)]);
    const silent = Object.assign(new URL(url), { port: '1' }).href;
    expect(await examined(silent)).toEqual([expect.stringMatching(/^✗ Store: .* does not answer/)]);
  });

  it('whose user may not write', async () => {
    const url = await filled();
    const role = `reader_${Date.now()}`;
    await execute(
      url,
      `create role ${role} login; grant usage on schema c1_sync to ${role}; grant select on all tables in schema c1_sync to ${role}`,
    );
    onTestFinished(async () => void (await execute(url, `drop owned by ${role}; drop role ${role}`)));
    const asReader = Object.assign(new URL(url), { username: role }).href;
    expect((await examined(asReader))[0]).toMatch(/^✗ Store: .*may not write all tables/);
  });
});
