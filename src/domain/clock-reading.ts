/** The time of a server beside ours, as its answer arrived; milliseconds since the epoch. */
export interface ClockReading {
  /** As people call it: Slack, C1. */
  readonly server: string;
  readonly theirs: number;
  readonly ours: number;
}

/**
 * @param date a header `Date`
 * @returns undefined if the answer had none that can be read
 */
export function readClock(server: string, date: string | null | undefined, ours: number): ClockReading | undefined {
  const theirs = Date.parse(date ?? '');
  return Number.isNaN(theirs) ? undefined : { server, theirs, ours };
}
