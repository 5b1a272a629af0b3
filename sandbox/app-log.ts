import { createWriteStream } from 'node:fs';
import { isObject, parseJson } from './slack/json.ts';

type Line = Readonly<Record<string, unknown>>;

/** The file that keeps what the app writes, over several starts. */
export interface AppLog {
  readonly path: string;
  /** What one process of the app writes. */
  reader(): {
    readonly write: (text: string) => void;
    readonly text: () => string;
    readonly logged: (message: string | RegExp) => Promise<Line>;
    readonly end: (why: Error) => void;
  };
  close(): Promise<void>;
}

/** Enough for the start, which is all anybody waits for, and for the last words. */
const KEPT = 64_000;

export function openAppLog(path: string, copy?: (text: string) => void): AppLog {
  const file = createWriteStream(path, { mode: 0o600 });
  return {
    path,
    reader() {
      let kept = '';
      let ended: Error | undefined;
      const waiting = new Set<() => void>();
      const look = () => {
        for (const each of waiting) each();
      };
      return {
        write(text) {
          file.write(text);
          copy?.(text);
          kept = (kept + text).slice(-KEPT);
          look();
        },
        text: () => kept,
        logged: (message) =>
          new Promise((found, fail) => {
            const each = () => {
              const line = linesOf(kept).find(({ msg }) => typeof msg === 'string' && fits(msg, message));
              if (line === undefined && ended === undefined) return;
              waiting.delete(each);
              if (line === undefined) fail(ended);
              else found(line);
            };
            waiting.add(each);
            each();
          }),
        end(why) {
          ended = why;
          look();
        },
      };
    },
    close: () => new Promise((closed) => file.end(closed)),
  };
}

/**
 * Why the app ended: all it said about its environment (`src/main.ts`), else the error Node itself printed when it
 * could not even load the app, else the message of its last line.
 */
export function lastWords(text: string): string {
  const lines = text.trim().split('\n');
  const about = lines.findIndex((line) => line.startsWith('c1-sync cannot start'));
  if (about >= 0) return lines.slice(about + 1).join(' · ');
  const crash = lines.findLast((line) => /^\w*Error( \[\w+\])?: /.test(line));
  const last = crash ?? lines.at(-1) ?? '';
  return String(linesOf(last)[0]?.msg ?? last) || 'it wrote nothing';
}

function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    const parsed = line.startsWith('{') ? parseJson(line) : undefined;
    return isObject(parsed) ? [parsed] : [];
  });
}

function fits(message: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? message === wanted : wanted.test(message);
}
