import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../src/domain/connector.ts';
import { nextRun } from '../../src/use-cases/next-run.ts';

const NOON = Date.UTC(2026, 10, 23, 12, 0);

function next(cron: string, timeZone: string | null = null, now = NOON): string | null {
  const at = nextRun({ schedule: { cron, timeZone }, paused: null }, now);
  return at === null ? null : new Date(at).toISOString();
}

describe('the next expected run', () => {
  it.each<[string, string | null, string]>([
    ['0 */6 * * *', null, '2026-11-23T18:00:00.000Z'],
    ['0 3 * * *', 'Europe/Madrid', '2026-11-24T02:00:00.000Z'],
    ['0 3 ? * MON', 'UTC', '2026-11-30T03:00:00.000Z'],
    ['@hourly', 'UTC', '2026-11-23T13:00:00.000Z'],
  ])('of %s in %s', (cron, zone, expected) => expect(next(cron, zone)).toBe(expected));

  it('is after now, even at the very moment of a run', () => {
    expect(next('0 12 * * *')).toBe('2026-11-24T12:00:00.000Z');
  });

  it("keeps to the zone's own clock when summer time begins", () => {
    const dayBefore = Date.UTC(2026, 2, 28, 12, 0);
    expect(next('0 3 * * *', 'Europe/Madrid', dayBefore)).toBe('2026-03-29T01:00:00.000Z');
    expect(next('0 3 * * *', 'Europe/Madrid', dayBefore - 86_400_000)).toBe('2026-03-28T02:00:00.000Z');
  });

  it.each([
    ['@every 1h', 'UTC'],
    ['', 'UTC'],
    ['0 3 * * *', 'Mars/Olympus'],
    ['0 0 31 2 *', 'UTC'],
  ])('of %o in %s is not known', (cron, zone) => expect(next(cron, zone)).toBeNull());

  it('of a paused connector, or one without a schedule, is none', () => {
    const schedule: Schedule = { cron: '0 * * * *', timeZone: null };
    expect(nextRun({ schedule, paused: { since: null, reason: null } }, NOON)).toBeNull();
    expect(nextRun({ schedule: null, paused: null }, NOON)).toBeNull();
  });
});
