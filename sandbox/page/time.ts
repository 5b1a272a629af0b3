/** A Slack timestamp (`1700000000.000100`) in milliseconds. */
export function tsToMs(ts: string): number {
  return Number(ts) * 1000;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const fullMoment = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', month: 'long', day: 'numeric' });

export const timeOfDay = (ms: number) => clock.format(ms);
export const secondOfDay = (ms: number) => clockWithSeconds.format(ms);
export const wholeMoment = (ms: number) => fullMoment.format(ms);

/** Today, Yesterday, or `Monday, November 16`. */
export function dayName(ms: number, now = Date.now()): string {
  const days = Math.round((midnight(now) - midnight(ms)) / 86_400_000);
  if (days === 0) return 'Today';
  return days === 1 ? 'Yesterday' : day.format(ms);
}

export function midnight(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** `12 s`, `4 min`, `3 h`, `2 days`. */
export function roughly(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}
