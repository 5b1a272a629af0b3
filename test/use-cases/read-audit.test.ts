import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { EVERYTHING } from '../../src/domain/audit.ts';
import { BadInput, NotAllowed, StoreFailed } from '../../src/domain/errors.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { createReadAudit } from '../../src/use-cases/read-audit.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { memoryTrail } from '../doubles/trail.ts';

const ANA = { userId: 'UANA', teamId: 'T1' };
const BEN = { userId: 'UBEN', teamId: 'T1' };
const SINCE = Date.UTC(2023, 10, 14);
const BENS = { userId: 'UBEN', words: 'okta', since: SINCE };

/** Ana is a manager; three things happened, one of them done by Ben. */
async function setUp() {
  const clock = new ManualClock();
  const { audit, trail, events, refuse } = memoryTrail({ clock });
  const access = createAccess({ store: openMemoryStore(), admins: [ANA.userId], clock });
  const connector = { appId: 'a', connectorId: 'c', label: 'Okta / Prod' };
  for (const actor of [ANA, BEN, ANA]) await trail.record({ action: 'sync.requested', actor, connector });
  const read = createReadAudit({ access, audit, trail });
  const exported = async (by = ANA, filter = EVERYTHING) => {
    const actions: string[] = [];
    for await (const { action } of await read.exported(by, filter, 'C1')) actions.push(action);
    return actions;
  };
  return { audit, trail, read, exported, events, refuse };
}

describe('the newest of the trail', () => {
  it('are those that were looked for, and the looking is recorded with them', async () => {
    const { read, events } = await setUp();
    expect(await read.newest(ANA, BENS, 10, 'C1')).toMatchObject([{ actor: BEN }]);
    expect((await events()).at(-1)).toMatchObject({
      action: 'audit.read',
      actor: ANA,
      channelId: 'C1',
      details: { user: 'UBEN', words: 'okta', since: '2023-11-14T00:00:00.000Z' },
    });
    expect(await read.newest(ANA, EVERYTHING, 2, null)).toMatchObject([{ action: 'audit.read' }, { actor: ANA }]);
  });

  it('are for managers alone', async () => {
    const { read, events } = await setUp();
    await expect(read.newest(BEN, EVERYTHING, 10, 'C1')).rejects.toThrow(NotAllowed);
    await expect(read.exported(BEN, EVERYTHING, 'C1')).rejects.toThrow(NotAllowed);
    expect(await events()).toHaveLength(3);
  });

  it('are not shown where that cannot be recorded', async () => {
    const { read, refuse } = await setUp();
    refuse(() => true);
    await expect(read.newest(ANA, EVERYTHING, 10, 'C1')).rejects.toThrow(StoreFailed);
    await expect(read.exported(ANA, EVERYTHING, 'C1')).rejects.toThrow(StoreFailed);
  });
});

describe('all of the trail', () => {
  it('ends with who took it', async () => {
    const { exported } = await setUp();
    expect(await exported()).toEqual(['sync.requested', 'sync.requested', 'sync.requested', 'audit.exported']);
    expect(await exported(ANA, BENS)).toEqual(['sync.requested']);
  });

  it('is refused where it would not fit into a file, with what to do', async () => {
    const { audit, trail } = await setUp();
    const one = (await audit.find(EVERYTHING, 1))[0];
    const endless = {
      ...audit,
      async *all() {
        for (;;) if (one !== undefined) yield one;
      },
    };
    const access = createAccess({ store: openMemoryStore(), admins: [ANA.userId], clock: new ManualClock() });
    const records = await createReadAudit({ access, audit: endless, trail }).exported(ANA, EVERYTHING, null);
    let taken = 0;
    const take = async () => {
      for await (const _ of records) taken++;
    };
    const refused = await take().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BadInput);
    expect((refused as BadInput).cure).toContain('/c1-sync audit okta 30d');
    expect(taken).toBe(50_000);
  });
});
