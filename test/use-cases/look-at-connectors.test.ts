import { describe, expect, it } from 'vitest';
import { C1Unavailable } from '../../src/domain/errors.ts';
import { createLookAtConnectors } from '../../src/use-cases/look-at-connectors.ts';
import { PROD, READ, setUp } from './stage.ts';

async function looking() {
  const stage = await setUp();
  return { ...stage, look: createLookAtConnectors(stage.parts) };
}

describe('a look at chosen connectors', () => {
  it('takes the list as long as that is new', async () => {
    const { look, reads } = await looking();
    expect(await look([PROD])).toMatchObject([{ connector: { label: 'Okta / prod' }, cooling: null }]);
    expect(reads()).toBe(0);
  });

  it('reads C1 when it is not, and the list knows it from then on', async () => {
    const { look, reads, clock, show, index } = await looking();
    await clock.advance(60_000);
    show({ state: 'running', startedAt: 5_000 });
    expect(await look([PROD])).toMatchObject([{ connector: { status: { state: 'running' } } }]);
    expect(index.find(PROD)).toMatchObject({ seenAt: clock.now() });
    expect(reads()).toBe(1);
  });

  it('shows what is known if C1 cannot be read', async () => {
    const { look, clock, c1 } = await looking();
    await clock.advance(60_000);
    c1.answers.set(READ, () => {
      throw new C1Unavailable('503', 'maybe');
    });
    expect(await look([PROD])).toMatchObject([{ connector: { status: { state: 'done' } } }]);
    expect(clock.sleeping()).toEqual([]);
  });

  it('shows what is known if C1 takes longer than six seconds', async () => {
    const { look, clock, c1 } = await looking();
    await clock.advance(60_000);
    c1.answers.set(READ, () => new Promise(() => {}));
    const slow = look([PROD]);
    await clock.advance(6_000);
    expect(await slow).toMatchObject([{ connector: { status: { state: 'done' } } }]);
    expect(clock.sleeping()).toEqual([]);
  });

  it('names the run that makes it cool down, and until when', async () => {
    const { look, clock, recorded } = await looking();
    const run = await recorded();
    expect(await look([PROD])).toMatchObject([{ cooling: { id: run.id }, coolUntil: clock.now() + 60_000 }]);
    await clock.advance(60_000);
    expect(await look([PROD])).toMatchObject([{ cooling: null }]);
  });

  it('leaves out what the list does not know', async () => {
    const { look } = await looking();
    expect(await look([{ appId: 'okta', connectorId: 'x' }])).toEqual([]);
  });
});
