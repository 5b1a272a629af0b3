import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boltOnStage } from './bolt-on-stage.ts';
import { fuzz } from './cases.ts';
import { distorted } from './distorted.ts';
import { payloadOf, ROWS } from './payloads.ts';

const MANAGER = { role: 'manager', verbs: [] } as const;

it('as it is, each payload reaches its listener', async () => {
  for (const row of ROWS) {
    const { stage, answer } = await boltOnStage(MANAGER);
    const payload = await payloadOf(row, stage);
    const before = stage.decisions();
    expect(await answer(payload), row.listener).toBe(200);
    expect(stage.decisions(), row.listener).toBeGreaterThan(before);
  }
});

it('distorted in any way, the payload of any listener is answered: no crash, no hang, nothing unhandled', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ROWS), fc.boolean(), fc.gen(), async (row, isManager, some) => {
      const { stage, answer } = await boltOnStage(isManager ? MANAGER : {});
      const payload = some(distorted, fc.constant(await payloadOf(row, stage)));
      // 404: no listener for what it has become; 500: Bolt failed over it, before any listener.
      expect([200, 400, 404, 500]).toContain(await answer(payload));
    }),
    fuzz('payloads'),
  );
});
