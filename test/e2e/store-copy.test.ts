import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { auditPathOf } from '../../src/adapters/store/audit/audit-paths.ts';
import { verifyAuditFile } from '../../src/adapters/store/audit/verify-file.ts';
import { verifyAuditTable } from '../../src/adapters/store/postgres/audit/verify-table.ts';
import type { AuditLog } from '../../src/ports/audit.ts';
import type { Store } from '../../src/ports/store.ts';
import { eventOf } from '../adapters/store/audit/events.ts';
import { openAudit } from '../adapters/store/audit/open-audit.ts';
import { openRecords } from '../adapters/store/open-postgres.ts';
import { openStore } from '../adapters/store/open-store.ts';
import { finished, grantOf, queued, requestOf, runOf, told } from '../adapters/store/records.ts';
import { execute, HAS_POSTGRES, newDatabase } from '../postgres/database.ts';
import { temporaryDirectory } from './product.ts';

const STORE = resolve(import.meta.dirname, '../../dist/store.js');

async function copy(from: string, to: string): Promise<{ code: number; said: string }> {
  const options = ['copy', '--from', from, '--to', to];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [STORE, ...options]);
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
}

async function fill({ store, audit }: { store: Store; audit: AuditLog }): Promise<void> {
  await store.addGrant(grantOf('g1', 'UANN', { reason: 'Ökta "42" 🚀' }));
  await store.addGrant(grantOf('g2', 'UBOB', { role: 'manager' }));
  await store.removeGrants(['g1']);
  await store.addGrant(grantOf('g3', 'UANN'));
  await store.beginRun(runOf('r1', { connectorId: 'con1' }), 0);
  await store.changeRun('r1', { ...finished, ...told });
  await store.beginRun(runOf('r2', { connectorId: 'con2' }), 0);
  await store.changeRun('r2', { ...queued, said: { phase: 'queued:0', rewrittenAt: null } });
  await store.setFavourites({ userId: 'UANN', teamId: 'T1' }, [{ appId: 'app1', connectorId: 'con1' }]);
  await store.addRequest(requestOf('q1', 'UCLEO'));
  await Promise.all(['e1', 'e2', 'e3'].map((id) => audit.append(eventOf(id))));
}

async function knownTo(store: Store) {
  return {
    grants: store.grants(),
    runs: await store.newestRuns(9),
    open: await store.openRuns(),
    favourites: await store.favouritesOf({ userId: 'UANN', teamId: 'T1' }),
    requests: await store.openRequests(),
  };
}

/** A store of files with something of everything in it, closed. */
async function filledFiles() {
  const path = join(temporaryDirectory(), 'c1-sync.json');
  const store = await openStore(path);
  const audit = await openAudit(await auditPathOf(path));
  await fill({ store, audit });
  const known = await knownTo(store);
  await audit.close();
  await store.close();
  return { path, known };
}

describe.runIf(HAS_POSTGRES)('npm run store copy', () => {
  it('takes all of a file into a database, and back into another file', async () => {
    const { path, known } = await filledFiles();
    const url = await newDatabase(onTestFinished);
    expect(await copy(path, url)).toEqual({
      code: 0,
      said: 'Copied and read back: 2 grants, 2 syncs, favourites of 1 people, 1 requests for access, 3 audit records, chain intact.\n',
    });
    expect(await verifyAuditTable(url)).toMatchObject({ end: { seq: 3 }, problem: null });
    const back = join(temporaryDirectory(), 'back.json');
    expect(await copy(url, back)).toMatchObject({ code: 0 });
    expect(readFileSync(await auditPathOf(back))).toEqual(readFileSync(await auditPathOf(path)));
    expect(await verifyAuditFile(await auditPathOf(back))).toMatchObject({ end: { seq: 3 }, problem: null });
    expect(await knownTo(await openStore(back))).toEqual(known);

    const { store, audit } = await openRecords(url);
    expect(await knownTo(store)).toEqual(known);
    // What was open goes on with whoever starts first, and the chain where it ended.
    expect((await store.leftRuns()).map(({ id }) => id)).toEqual(['r2']);
    await audit.append(eventOf('e4'));
    expect(await verifyAuditTable(url)).toMatchObject({ end: { seq: 4 }, problem: null });
  });

  it('refuses a place that has something, and one that is in use', async () => {
    const { path } = await filledFiles();
    const url = await newDatabase(onTestFinished);
    await copy(path, url);
    expect(await copy(path, url)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^Nothing was copied: the database .* is not empty: it has grants, syncs/),
    });
    expect(await copy(url, path)).toMatchObject({ code: 1, said: expect.stringContaining('exists already') });
    const elsewhere = join(temporaryDirectory(), 'x.json');
    await openRecords(url);
    expect(await copy(url, elsewhere)).toMatchObject({ code: 1, said: expect.stringContaining('stop them') });
    expect(existsSync(elsewhere)).toBe(false);
    await openStore(path);
    expect(await copy(path, await newDatabase(onTestFinished))).toMatchObject({
      code: 1,
      said: expect.stringContaining('in use by another c1-sync'),
    });
  });

  it.each([
    [
      'a trail that was changed',
      (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('UANA', 'UBEN')),
      /line 1 was changed/,
    ],
    ['a last line that is not whole', (path: string) => appendFileSync(path, '{"seq":4'), /is not whole/],
  ])('stops on %s, and leaves the database as it was', async (_, spoil, why) => {
    const { path } = await filledFiles();
    spoil(await auditPathOf(path));
    const url = await newDatabase(onTestFinished);
    expect(await copy(path, url)).toMatchObject({ code: 1, said: expect.stringMatching(why) });
    expect(await execute(url, `select to_regclass('c1_sync.audit') as there`)).toEqual([{ there: null }]);
  });

  it('stops on a trail in the database that does not hold, and leaves no file', async () => {
    const { path } = await filledFiles();
    const url = await newDatabase(onTestFinished);
    await copy(path, url);
    await execute(url, `set session_replication_role = replica; delete from c1_sync.audit where seq = 2`);
    const elsewhere = join(temporaryDirectory(), 'x.json');
    expect(await copy(url, elsewhere)).toMatchObject({
      code: 1,
      said: expect.stringContaining('what was between is missing'),
    });
    expect([existsSync(elsewhere), existsSync(await auditPathOf(elsewhere))]).toEqual([false, false]);
  });
});

it('says how it is called', async () => {
  expect(await copy('', '')).toMatchObject({ code: 64, said: expect.stringContaining('Usage: npm run store copy') });
});
