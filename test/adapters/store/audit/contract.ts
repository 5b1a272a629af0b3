import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditRecord, EVERYTHING } from '../../../../src/domain/audit.ts';
import { StoreFailed } from '../../../../src/domain/errors.ts';
import type { AuditLog } from '../../../../src/ports/audit.ts';
import { NOW } from '../records.ts';
import { anyEvent, eventOf } from './events.ts';

const HOUR = 3_600_000;

/** What every audit trail must do. `open` gives a new, empty one. */
export function describeAudit(name: string, open: () => Promise<AuditLog>): void {
  describe(`${name}: the trail`, () => {
    it('is empty at first', async () => {
      const audit = await open();
      expect(await audit.find(EVERYTHING, 10)).toEqual([]);
      expect(await listed(audit)).toEqual([]);
    });

    it('gives back what was appended, newest first, and no more than asked for', async () => {
      const audit = await open();
      for (const id of ['e1', 'e2', 'e3']) await audit.append(eventOf(id, { details: { reason: id, minutes: 5 } }));
      const found = await audit.find(EVERYTHING, 2);
      expect(found.map(({ id }) => id)).toEqual(['e3', 'e2']);
      expect(found[0]).toMatchObject(eventOf('e3', { details: { reason: 'e3', minutes: 5 } }));
      expect(await audit.find(EVERYTHING, 0)).toEqual([]);
    });

    it('keeps the order of the calls, however many come at once', async () => {
      const audit = await open();
      const ids = Array.from({ length: 300 }, (_, n) => `e${n}`);
      await Promise.all(ids.map((id) => audit.append(eventOf(id))));
      expect((await listed(audit)).map(({ id }) => id)).toEqual(ids);
      expect((await audit.find(EVERYTHING, 1000)).map(({ id }) => id)).toEqual(ids.reverse());
    });

    it('chains each record to the one before, from zeros on', async () => {
      const audit = await open();
      for (const id of ['e1', 'e2', 'e3']) await audit.append(eventOf(id));
      let before = '0'.repeat(64);
      for (const [n, record] of (await listed(audit)).entries()) {
        expect(record).toMatchObject({ seq: n + 1, prev: before, hash: hashOf(record) });
        before = record.hash;
      }
    });

    it('finds what somebody did, and what was done to their access', async () => {
      const audit = await open();
      const subject = { kind: 'user', userId: 'UBEN', teamId: 'T1' } as const;
      await audit.append(eventOf('by ben', { actor: { userId: 'UBEN', teamId: 'T1' } }));
      await audit.append(eventOf('by ana'));
      await audit.append(eventOf('to ben', { action: 'access.granted', subject }));
      expect(await idsFor(audit, { userId: 'UBEN' })).toEqual(['to ben', 'by ben']);
    });

    it('finds a connector by the words of its label', async () => {
      const audit = await open();
      const github = { appId: 'app2', connectorId: 'con2', label: 'GitHub / Main' };
      await audit.append(eventOf('okta'));
      await audit.append(eventOf('github', { connector: github }));
      await audit.append(eventOf('none', { connector: null }));
      expect(await idsFor(audit, { words: 'main okta' })).toEqual(['okta']);
      expect(await idsFor(audit, { words: 'MAIN' })).toEqual(['github', 'okta']);
    });

    it('finds what is not older, and narrows by everything that is asked', async () => {
      const audit = await open();
      for (const n of [0, 1, 2, 3]) await audit.append(eventOf(`e${n}`, { at: NOW + n * HOUR }));
      await audit.append(eventOf('other', { at: NOW + 4 * HOUR, actor: null }));
      expect(await idsFor(audit, { since: NOW + 2 * HOUR })).toEqual(['other', 'e3', 'e2']);
      expect(await idsFor(audit, { since: NOW + 2 * HOUR, userId: 'UANA', words: 'okta' })).toEqual(['e3', 'e2']);
      expect((await listed(audit, { since: NOW + 3 * HOUR })).map(({ id }) => id)).toEqual(['e3', 'other']);
    });

    it('finds what is new enough behind a record that a slow clock dated too early', async () => {
      const audit = await open();
      await audit.append(eventOf('e1'));
      await audit.append(eventOf('slow', { at: NOW - HOUR }));
      expect(await idsFor(audit, { since: NOW })).toEqual(['e1']);
    });

    it('reads it as it was when the reading began', async () => {
      const audit = await open();
      await audit.append(eventOf('e1'));
      const reading = audit.all(EVERYTHING)[Symbol.asyncIterator]();
      await reading.next();
      await audit.append(eventOf('e2'));
      expect(await reading.next()).toMatchObject({ done: true });
    });

    it('keeps texts on one line and shortens long ones', async () => {
      const audit = await open();
      await audit.append(eventOf('e1', { why: 'a\n\u202eb', details: { reason: 'x'.repeat(5_000) } }));
      const [record] = await audit.find(EVERYTHING, 1);
      expect(record?.why).toBe('a b');
      expect(record?.details.reason).toMatch(/^x{999}…$/);
    });

    it('keeps any event, in less than 8 KB', async () => {
      const audit = await open();
      await fc.assert(
        fc.asyncProperty(anyEvent, async (event) => {
          await audit.append(event);
          const [record] = await audit.find(EVERYTHING, 1);
          expect(record).toMatchObject({ at: event.at, action: event.action, allowed: event.allowed });
          expect(Buffer.byteLength(JSON.stringify(record))).toBeLessThan(8_191);
        }),
      );
    });

    it('keeps nothing it could not read back', async () => {
      const audit = await open();
      await expect(audit.append(eventOf('e1', { at: Number.NaN }))).rejects.toThrow(StoreFailed);
      await expect(audit.append(eventOf('e2', { details: { n: Number.POSITIVE_INFINITY } }))).rejects.toThrow(
        StoreFailed,
      );
      await expect(audit.append(eventOf(''))).rejects.toThrow(StoreFailed);
      expect(await listed(audit)).toEqual([]);
    });

    it('writes what was asked for before it closed, and nothing later', async () => {
      const audit = await open();
      const appended = [audit.append(eventOf('e1')), audit.append(eventOf('e2'))];
      await audit.close();
      await audit.close();
      await Promise.all(appended);
      await expect(audit.append(eventOf('e3'))).rejects.toThrow(StoreFailed);
      expect((await listed(audit)).map(({ id }) => id)).toEqual(['e1', 'e2']);
    });
  });
}

async function listed(audit: AuditLog, filter: Partial<typeof EVERYTHING> = {}): Promise<AuditRecord[]> {
  const records: AuditRecord[] = [];
  for await (const record of audit.all({ ...EVERYTHING, ...filter })) records.push(record);
  return records;
}

async function idsFor(audit: AuditLog, filter: Partial<typeof EVERYTHING>): Promise<string[]> {
  return (await audit.find({ ...EVERYTHING, ...filter }, 100)).map(({ id }) => id);
}

/** Not by the code under test: the fields in the order in which they came, without `hash`. */
function hashOf({ hash: _, ...rest }: AuditRecord): string {
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex');
}
