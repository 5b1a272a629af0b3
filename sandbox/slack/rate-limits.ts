import type { JsonObject } from './json.ts';
import type { Method } from './web-api/method.ts';

const MINUTE = 60_000;
const SECOND = 1_000;

/** Seconds to wait, or 0: the documented rates, per method and workspace; chat.postMessage per channel (3.12). */
export function createRateLimits(now: () => number): (name: string, method: Method, args: JsonObject) => number {
  const calls = new Map<string, number[]>();

  return (name, method, args) => {
    const posting = name === 'chat.postMessage';
    const most = posting ? 1 : method.perMinute;
    if (most === undefined) return 0;
    const span = posting ? SECOND : MINUTE;
    const key = posting ? `${name} ${args.channel}` : name;
    const recent = (calls.get(key) ?? []).filter((at) => now() - at < span);
    calls.set(key, recent);
    if (recent.length < most) {
      recent.push(now());
      return 0;
    }
    return Math.max(1, Math.ceil(((recent[0] ?? now()) + span - now()) / SECOND));
  };
}
