import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openAuditFile } from '../../src/adapters/store/audit/audit-file.ts';
import { headPathOf } from '../../src/adapters/store/audit/audit-paths.ts';
import { verifyAuditFile } from '../../src/adapters/store/audit/verify-file.ts';
import { baseLine, changeLine, withChanges } from '../../src/adapters/store/change-lines.ts';
import type { ChangeSet } from '../../src/adapters/store/changes.ts';
import { parseStoreFile } from '../../src/adapters/store/file-format.ts';
import { grantShape } from '../../src/adapters/store/record-shapes.ts';
import { StoreUnusable } from '../../src/adapters/store/store-unusable.ts';
import { writtenTrail } from '../adapters/store/audit/open-audit.ts';
import { grantOf, NOW, requestOf, runOf } from '../adapters/store/records.ts';
import { silent } from '../adapters/store/silent.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { fuzz } from './cases.ts';
import { distorted } from './distorted.ts';

const STORE = {
  format: 'c1-sync',
  version: 2,
  grants: [grantOf('g1', 'U1'), grantOf('g2', 'U2')],
  runs: [runOf('r1'), runOf('r2')],
  favourites: [{ id: 'T1/U1', connectors: [{ appId: 'app1', connectorId: 'con1' }] }],
  requests: [requestOf('q1', 'U1')],
};

/** A file after a bad disk, a bad hand or a bad restore. */
function damaged(file: Uint8Array): fc.Arbitrary<Buffer> {
  const at = fc.nat(file.length);
  const bytes = fc.uint8Array({ maxLength: 40 });
  return fc.oneof(
    fc.tuple(at, fc.nat(60), bytes).map(([from, length, more]) => {
      return Buffer.concat([file.subarray(0, from), more, file.subarray(from + length)]);
    }),
    at.map((end) => Buffer.from(file.subarray(0, end))),
    fc.tuple(at, fc.nat(4_096)).map(([from, zeros]) => Buffer.concat([file.subarray(0, from), Buffer.alloc(zeros)])),
    fc.uint8Array({ maxLength: 300 }).map((all) => Buffer.from(all)),
  );
}

it('a file of the store is read as it is, or is unusable: nobody is allowed by half of it', () => {
  const whole = Buffer.from(JSON.stringify(STORE));
  const changed = distorted(fc.constant(STORE)).map((value) => Buffer.from(JSON.stringify(value) ?? ''));
  fc.assert(
    fc.property(fc.oneof(changed, damaged(whole)), (bytes) => {
      try {
        const { grants } = parseStoreFile(bytes, 'x.json').records;
        const given = (JSON.parse(bytes.toString()) as { grants: object[] }).grants;
        expect([...grants].flat()).toHaveLength(given.length);
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnusable);
      }
    }),
    fuzz('database files'),
  );
});

it('changes beside a store hold as far as they were written; damaged ones are read as they are, or the store is unusable', () => {
  const { records } = parseStoreFile(Buffer.from(JSON.stringify(STORE)), 'x.json');
  const base = { generation: 0, sha256: 'a1' };
  const writes: ChangeSet[] = [
    { grants: { gone: ['g1'] }, runs: { put: [runOf('r3')] } },
    { grants: { put: [grantOf('g3', 'U3')] } },
    { requests: { put: [requestOf('q1', 'U1')] }, grants: { put: [grantOf('g2', 'U2')], gone: ['g3'] } },
  ];
  const whole = Buffer.from(baseLine(base) + writes.map(changeLine).join(''));
  const read = (bytes: Buffer) =>
    [...withChanges({ generation: 0, records }, base.sha256, bytes.toString(), 'x.json').grants].flat();
  const states = [['g1', 'g2'], ['g2'], ['g2', 'g3'], ['g2']].map(String);
  const stateAfter = (bytes: Buffer) => states[Math.max(0, bytes.toString().split('\n').length - 2)];
  fc.assert(
    fc.property(fc.nat(whole.length), (end) => {
      const bytes = whole.subarray(0, end);
      expect(read(bytes).map(({ id }) => id)).toEqual(stateAfter(bytes)?.split(','));
    }),
    fuzz('changes beside a store'),
  );
  const distortedWrites = distorted(fc.constant(writes)).map((values) => {
    const lines = (Array.isArray(values) ? values : [values]).map((value) => `${JSON.stringify(value) ?? ''}\n`);
    return Buffer.from(baseLine(base) + lines.join(''));
  });
  fc.assert(
    fc.property(fc.oneof(damaged(whole), distortedWrites), (bytes) => {
      try {
        for (const grant of read(bytes)) expect(grantShape.safeParse(grant).success).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnusable);
      }
    }),
    fuzz('changes beside a store'),
  );
});

it('a damaged audit trail is refused or mended, whatever the damage is, and a whole one is not doubted', async () => {
  const path = await writtenTrail(6);
  const head = headPathOf(path);
  const [whole, wholeHead] = [await readFile(path), await readFile(head)];
  const files = fc.tuple(fc.option(damaged(whole)), fc.option(damaged(wholeHead)));
  await fc.assert(
    fc.asyncProperty(files, async ([trail, end]) => {
      await writeFile(path, trail ?? whole);
      await writeFile(head, end ?? wholeHead);
      const { problem } = await verifyAuditFile(path);
      const isChanged = (trail !== null && !trail.equals(whole)) || (end !== null && !end.equals(wholeHead));
      if (!isChanged) expect(problem).toBeNull();
      const opened = await openAuditFile({
        ...{ path, log: silent, clock: new ManualClock(NOW), newId: () => 'repair', onLost: () => undefined },
      }).catch((error: unknown) => error);
      if (opened instanceof Error) expect(opened).toBeInstanceOf(StoreUnusable);
      else await (opened as { close(): Promise<void> }).close();
    }),
    fuzz('audit files'),
  );
});
