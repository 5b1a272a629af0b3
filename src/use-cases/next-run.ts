import { Cron } from 'croner';
import type { Connector } from '../domain/connector.ts';

/**
 * When C1 will sync a connector by itself: the next time of its schedule, in milliseconds since the epoch. An estimate,
 * C1 may begin later. Null: it is paused, C1 names no schedule, or it is one that cannot be read.
 *
 * @param now milliseconds since the epoch
 */
export function nextRun({ schedule, paused }: Pick<Connector, 'schedule' | 'paused'>, now: number): number | null {
  if (schedule === null || paused !== null) return null;
  try {
    const { cron, timeZone } = schedule;
    // Without a function to call, croner only reckons and sets no timer.
    const next = new Cron(cron, { timezone: timeZone ?? 'UTC' }).nextRun(new Date(now));
    return next?.getTime() ?? null;
  } catch {
    // The text is C1's: a form or a zone that is not known here is no reason to show nothing else.
    return null;
  }
}
