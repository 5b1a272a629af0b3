/** `<!date^ts^format|fallback>` as docs.slack.dev/messaging/formatting-message-text#date-formatting words it. */
export function slackDate(seconds: number, format: string, now = Date.now()): string {
  const at = new Date(seconds * 1000);
  return format.replace(/\{(\w+)\}/g, (token, name: string) => inWords(at, name, now) ?? token);
}

const OPTIONS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  date_long_full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

function inWords(at: Date, name: string, now: number): string | undefined {
  if (name === 'ago') return ago(at.getTime() - now);
  if (name === 'date_num') {
    const two = (n: number) => String(n).padStart(2, '0');
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  }
  const plain = name.replace(/_pretty$/, '');
  if (plain !== name) {
    const near = nearDay(at, now);
    if (near) return near;
  }
  const options = OPTIONS[plain];
  return options && new Intl.DateTimeFormat(undefined, options).format(at);
}

function nearDay(at: Date, now: number): string | undefined {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at.getTime()) - midnight(now)) / 86_400_000);
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)];
}

function ago(ms: number): string {
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  const seconds = Math.round(ms / 1000);
  if (Math.abs(seconds) < 60) return relative.format(seconds, 'second');
  if (Math.abs(seconds) < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}
