import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { StoreFailed } from '../../../src/domain/errors.ts';
import { HAS_POSTGRES, newDatabase } from '../../postgres/database.ts';
import { openRelay } from '../../postgres/relay.ts';
import { eventOf } from './audit/events.ts';
import { openRecords } from './open-postgres.ts';
import { grantOf, runOf } from './records.ts';

const ann = { kind: 'user', userId: 'UANN', teamId: 'T1' } as const;

async function openBehindRelay() {
  const relay = await openRelay(await newDatabase(onTestFinished), onTestFinished);
  const records = await openRecords(relay.url);
  await records.store.addGrant(grantOf('g1', 'UANN'));
  return { relay, ...records };
}

/** Milliseconds until it was refused. */
async function refusedAfter(work: Promise<unknown>): Promise<number> {
  const begunAt = performance.now();
  await expect(work).rejects.toThrow(StoreFailed);
  return performance.now() - begunAt;
}

describe.runIf(HAS_POSTGRES)('a database that goes away', () => {
  it('when it is stopped: refused at once, not open, and back by itself', async () => {
    const { relay, store, audit } = await openBehindRelay();
    relay.cut();
    await vi.waitFor(() => expect(store.isOpen()).toBe(false), { timeout: 3_000 });
    expect(await refusedAfter(store.beginRun(runOf('r1'), 0))).toBeLessThan(500);
    expect(await refusedAfter(audit.append(eventOf('e1')))).toBeLessThan(500);
    relay.mend();
    await vi.waitFor(() => expect(store.isOpen()).toBe(true), { timeout: 5_000 });
    expect(await store.beginRun(runOf('r1'), 0)).toBeUndefined();
    await audit.append(eventOf('e2'));
    await vi.waitFor(() => expect(store.grantsOf(ann)).toHaveLength(1), { timeout: 5_000 });
  });

  it('when nothing comes through any more: refused within 3 s, and back by itself', async () => {
    const { relay, store } = await openBehindRelay();
    relay.freeze();
    expect(await refusedAfter(store.beginRun(runOf('r1'), 0))).toBeLessThan(3_000);
    expect(store.isOpen()).toBe(false);
    expect(await refusedAfter(store.run('r1'))).toBeLessThan(500);
    relay.mend();
    await vi.waitFor(() => expect(store.isOpen()).toBe(true), { timeout: 8_000 });
    await store.run('r1');
  });

  it('allows nobody by what was read more than five seconds ago', async () => {
    const { relay, store } = await openBehindRelay();
    expect(store.grantsOf(ann)).toHaveLength(1);
    relay.cut();
    const cutAt = performance.now();
    await expect(store.confirmGrants()).rejects.toThrow(StoreFailed);
    await vi.waitFor(() => expect(store.grantsOf(ann)).toEqual([]), { timeout: 7_000 });
    expect(performance.now() - cutAt).toBeLessThan(5_500);
    expect(store.areGrantsKnown()).toBe(false);
    expect([store.grants(), store.grantedGroups()]).toEqual([[], []]);
  });
});
