import type { ClockReading } from '../../domain/clock-reading.ts';
import { type Finding, ill, open, well } from '../../domain/finding.ts';

const WHAT = 'Clock';

/** C1 forgives an assertion two minutes; Slack's signatures are refused after five. */
const TOLERANCE_MS = 120_000;

/** Compares this machine's clock with those of the servers that answered. */
export function examineClock(readings: readonly ClockReading[]): Finding {
  if (readings.length === 0) return open(WHAT, 'not compared, because neither Slack nor C1 answered');
  const isWrong = readings.some(({ ours, theirs }) => Math.abs(ours - theirs) > TOLERANCE_MS);
  if (!isWrong) return well(WHAT, `agrees with that of ${readings.map(({ server }) => server).join(' and ')}`);
  return ill(
    WHAT,
    `this machine's clock is ${readings.map(difference).join(' and ')}`,
    'set it right (NTP): C1 refuses credentials and Slack’s requests count as forged while it is more than 2 minutes off',
  );
}

function difference({ server, ours, theirs }: ClockReading): string {
  const seconds = Math.round((ours - theirs) / 1000);
  return `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} that of ${server}`;
}
