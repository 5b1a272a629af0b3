import { describe, expect, it } from 'vitest';
import { C1Unavailable } from '../../src/domain/errors.ts';
import { createReadConnector } from '../../src/use-cases/connector-reader.ts';
import { connector, DONE } from '../doubles/c1.ts';
import { PROD, READ, setUp } from './stage.ts';

describe('reading one connector', () => {
  it('is one call for all who ask at the same time', async () => {
    const { readConnector, reads } = await setUp();
    const seen = await Promise.all([readConnector(PROD), readConnector(PROD), readConnector(PROD)]);
    expect(reads()).toBe(1);
    expect(new Set(seen).size).toBe(1);
  });

  it('waits until five seconds after the last one, and is then shared by all who waited', async () => {
    const { readConnector, reads, clock } = await setUp();
    await readConnector(PROD);
    await clock.advance(1_000);
    const later = Promise.all([readConnector(PROD), readConnector(PROD)]);
    await clock.advance(3_999);
    expect(reads()).toBe(1);
    await clock.advance(1);
    await later;
    expect(reads()).toBe(2);
  });

  it('takes an earlier one that is new enough', async () => {
    const { readConnector, reads, clock } = await setUp();
    await readConnector(PROD);
    await clock.advance(4_000);
    await readConnector(PROD, { newerThan: clock.now() - 4_000 });
    expect(reads()).toBe(1);
  });

  it('does not wait for another connector', async () => {
    const { readConnector, c1 } = await setUp();
    c1.connectors.push(connector('okta', 'other'));
    await readConnector(PROD);
    await readConnector({ appId: 'okta', connectorId: 'other' });
    expect(c1.calls).toEqual([READ, 'getConnector okta/other']);
  });

  it('that failed is told to all who waited for it, and not tried again within five seconds', async () => {
    const { readConnector, reads, clock, c1 } = await setUp();
    c1.answers.set(READ, () => {
      throw new C1Unavailable('503', 'maybe');
    });
    const together = await Promise.allSettled([readConnector(PROD), readConnector(PROD)]);
    expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    c1.answers.clear();
    const later = readConnector(PROD, { newerThan: clock.now() - 1 });
    await clock.advance(4_999);
    expect(reads()).toBe(1);
    await clock.advance(1);
    expect(await later).toMatchObject({ connectorId: 'prod' });
    expect(reads()).toBe(2);
  });

  it('can be given up by one without taking it from the others', async () => {
    const { readConnector, c1 } = await setUp();
    let answer = (_: unknown): void => {};
    c1.answers.set(READ, () => new Promise((resolve) => (answer = resolve)));
    const leaving = new AbortController();
    const [given, kept] = [readConnector(PROD, { signal: leaving.signal }), readConnector(PROD)];
    leaving.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    answer(connector('okta', 'prod'));
    expect(await kept).toMatchObject({ connectorId: 'prod' });
  });

  it('can be given up while it waits for its turn, and leaves no timer', async () => {
    const { readConnector, clock, reads } = await setUp();
    await readConnector(PROD);
    const leaving = new AbortController();
    const given = readConnector(PROD, { newerThan: clock.now() + 1, signal: leaving.signal });
    leaving.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await expect(readConnector(PROD, { signal: leaving.signal })).rejects.toThrow('enough');
    expect(clock.sleeping()).toEqual([]);
    expect(reads()).toBe(1);
  });

  it('waits five seconds after a start: the process before may have read a moment ago', async () => {
    const { parts, clock, reads } = await setUp();
    const readAfterStart = createReadConnector(parts);
    const first = readAfterStart(PROD);
    await clock.advance(4_999);
    expect(reads()).toBe(0);
    await clock.advance(1);
    await first;
    expect(reads()).toBe(1);
  });

  it('shows in the list as of when it began, and never in the place of a later one', async () => {
    const { readConnector, clock, c1, index } = await setUp();
    let answer = (_: unknown): void => {};
    c1.answers.set(READ, () => new Promise((resolve) => (answer = resolve)));
    const begunAt = clock.now();
    const slow = readConnector(PROD);
    await clock.advance(3_000);
    answer(connector('okta', 'prod', { status: { ...DONE, state: 'running' } }));
    await slow;
    expect(index.find(PROD)).toMatchObject({ status: { state: 'running' }, seenAt: begunAt });
    index.note(connector('okta', 'prod'), begunAt - 1);
    expect(index.find(PROD)).toMatchObject({ status: { state: 'running' } });
  });
});
