import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditPathOf, headPathOf } from '../../src/adapters/store/audit/audit-paths.ts';
import { examineAudit } from '../../src/adapters/store/audit/examine-audit.ts';
import { examineStore } from '../../src/adapters/store/examine-store.ts';
import { line } from '../../src/ops/doctor/report.ts';
import { eventOf } from '../adapters/store/audit/events.ts';
import { openAudit } from '../adapters/store/audit/open-audit.ts';
import { openStore } from '../adapters/store/open-store.ts';
import { grantOf, NOW } from '../adapters/store/records.ts';
import { temporaryDirectory } from '../adapters/store/temporary-directory.ts';

async function newPath(): Promise<string> {
  return join(await temporaryDirectory(), 'c1-sync.json');
}

async function look(path: string, hasAdmins = true): Promise<string> {
  return line(await examineStore({ path, hasAdmins, now: NOW }));
}

describe('the store', () => {
  it('is counted while a running app holds it, and is left as it is', async () => {
    const path = await newPath();
    const store = await openStore(path);
    await store.addGrant(grantOf('g1', 'U1'));
    await store.addGrant(grantOf('g2', 'U2', { role: 'manager' }));
    await store.addGrant(grantOf('g3', 'U3', { expiresAt: NOW }));
    const names = readdirSync(dirname(path));
    const content = readFileSync(path, 'utf8');
    const holds = `✓ Store: ${path}, version 2: 2 grants that count (1 to manage), 0 syncs`;
    expect(await look(path)).toBe(`${holds}; in use by a running c1-sync`);
    expect(readdirSync(dirname(path))).toEqual(names);
    expect(readFileSync(path, 'utf8')).toBe(content);
    await store.close();
    expect(await look(path)).toBe(holds);
  });

  it('of an earlier version is one that the next start upgrades', async () => {
    const path = await newPath();
    writeFileSync(path, '{"format":"c1-sync","version":1,"grants":[],"runs":[]}');
    expect(await look(path)).toContain(`✓ Store: ${path}, version 1: 0 grants`);
  });

  it('without a manager is not enough where no admin is set', async () => {
    const path = await newPath();
    const store = await openStore(path);
    await store.addGrant(grantOf('g1', 'U1'));
    expect(await look(path, false)).toMatch(/^✗ Store: .*nobody in it manages access, .* → set C1_SYNC_ADMINS to/);
    await store.addGrant(grantOf('g2', 'U2', { role: 'manager' }));
    expect(await look(path, false)).toMatch(/^✓/);
  });

  it('that is damaged: what is wrong, and what to do', async () => {
    const path = await newPath();
    writeFileSync(path, '{"format":"c1-sync","version":2,"grants":[{');
    expect(await look(path)).toBe(
      `✗ Store: The store ${path} is damaged: it is not JSON → Restore it from a backup, or move it away to start with ` +
        'an empty one. Nobody is allowed anything until then.',
    );
  });

  it('that is not there yet is no mistake', async () => {
    const path = await newPath();
    expect(await look(path)).toBe(`✓ Store: ${path} does not exist yet; the first start makes it`);
  });
});

describe('the audit trail', () => {
  /** The path of a store whose trail has two records. */
  async function withTrail(): Promise<string> {
    const databasePath = await newPath();
    const audit = await openAudit(await auditPathOf(databasePath));
    await audit.append(eventOf('e1'));
    await audit.append(eventOf('e2'));
    await audit.close();
    return databasePath;
  }

  it('that ends as it was written, even while a line is being written', async () => {
    const databasePath = await withTrail();
    const path = await auditPathOf(databasePath);
    expect(line(await examineAudit(databasePath))).toBe(`✓ Audit trail: ${path} ends as it was written, with record 2`);
    writeFileSync(path, '{"seq":3', { flag: 'a' });
    expect(line(await examineAudit(databasePath))).toMatch(/^✓ .*; 8 bytes of one more are not a whole line yet$/);
  });

  it('whose last line was cut off', async () => {
    const databasePath = await withTrail();
    const path = await auditPathOf(databasePath);
    writeFileSync(path, `${readFileSync(path, 'utf8').split('\n')[0]}\n`);
    expect(line(await examineAudit(databasePath))).toMatch(
      /^✗ Audit trail: .* its end was cut off → see what `npm run audit verify` says; restore /,
    );
  });

  it('without its head', async () => {
    const databasePath = await withTrail();
    const headPath = headPathOf(await auditPathOf(databasePath));
    rmSync(headPath);
    expect(line(await examineAudit(databasePath))).toContain(`→ restore ${headPath} from the backup`);
  });

  it('that has not begun is no mistake', async () => {
    expect(line(await examineAudit(await newPath()))).toMatch(/^✓ Audit trail: .* has no record yet$/);
  });
});
