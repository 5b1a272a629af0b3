import { describe, expect, it } from 'vitest';
import { C1Unavailable, NotAllowed } from '../../src/domain/errors.ts';
import { auditAttempts } from '../../src/use-cases/audited-attempts.ts';
import { memoryTrail } from '../doubles/trail.ts';
import { ANA, PROD, setUp } from './stage.ts';

const ASKED = { person: ANA, ref: PROD, channelId: 'C1' };

async function asked(useCase: () => Promise<{ kind: string }>) {
  const { index, clock } = await setUp();
  const { trail, events } = memoryTrail({ clock });
  const ask = auditAttempts(useCase, 'sync.requested', ['paused'], { trail, index });
  const answer = await ask(ASKED).catch((error: unknown) => error);
  return { answer, events: await events() };
}

describe('an attempt that came to nothing before anything was written down', () => {
  it('is recorded: C1 could not be read', async () => {
    const error = new C1Unavailable('timeout', 'no');
    const { answer, events } = await asked(() => Promise.reject(error));
    expect(answer).toBe(error);
    expect(events).toMatchObject([
      {
        ...{ action: 'sync.requested', actor: ANA, channelId: 'C1', result: 'not-done', why: 'c1_unavailable' },
        connector: { ...PROD, label: 'Okta / prod' },
      },
    ]);
  });

  it('is recorded: the connector is paused', async () => {
    const { answer, events } = await asked(async () => ({ kind: 'paused' }));
    expect(answer).toEqual({ kind: 'paused' });
    expect(events).toMatchObject([{ result: 'not-done', why: 'paused' }]);
  });

  it.each([
    ['was sent', async () => ({ kind: 'queued' })],
    ['is refused, which stands there by itself', () => Promise.reject(new NotAllowed('expired'))],
    ['failed for a reason that nobody expects', () => Promise.reject(new TypeError('boom'))],
  ])('is not, if it %s', async (_, useCase) => {
    expect((await asked(useCase)).events).toEqual([]);
  });
});
