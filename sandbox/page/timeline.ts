import type { SeenMessage } from '../slack/observed.ts';
import type { State } from '../web/protocol.ts';
import type { LocalLine } from './local-lines.ts';
import { midnight, tsToMs } from './time.ts';

/** What stands in a list of messages. */
export type Entry =
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly at: number;
      readonly user: string;
      readonly message: SeenMessage;
      readonly replies: readonly SeenMessage[];
    }
  | {
      readonly kind: 'line';
      readonly key: string;
      readonly at: number;
      readonly user: string;
      readonly line: LocalLine;
    };

/** Messages of one person close together stand under one name. */
const GROUP_MS = 5 * 60_000;

/** @param threadTs empty: the channel itself, its threads folded into their first messages */
export function entriesOf(state: State, lines: readonly LocalLine[], channel: string, threadTs: string): Entry[] {
  const messages = state.messages[channel] ?? [];
  const shown = messages.filter((message) => {
    if (threadTs !== '') return message.ts === threadTs || message.threadTs === threadTs;
    return !isReply(message) || message.broadcast === true;
  });
  const entries: Entry[] = shown.map((message) => ({
    kind: 'message',
    key: message.ts,
    at: tsToMs(message.ts),
    user: message.user,
    message,
    replies: threadTs === '' ? messages.filter((each) => isReply(each) && each.threadTs === message.ts) : [],
  }));
  const local: Entry[] = lines
    .filter((line) => line.as === state.me.id && line.channel === channel && line.threadTs === threadTs)
    .filter((line) => line.kind !== 'pending' || !arrived(line, shown, state.me.id))
    .map((line) => ({ kind: 'line', key: `line-${line.id}`, at: line.at, user: `line-${line.kind}`, line }));
  return [...entries, ...local].sort((a, b) => a.at - b.at);
}

export function startsGroup(entry: Entry, before: Entry | undefined): boolean {
  if (!before || before.kind !== entry.kind || before.user !== entry.user) return true;
  if (entry.at - before.at > GROUP_MS) return true;
  if (entry.kind !== 'message' || before.kind !== 'message') return false;
  return entry.message.ephemeralTo !== before.message.ephemeralTo || before.replies.length > 0;
}

export function startsDay(entry: Entry, before: Entry | undefined): boolean {
  return !before || midnight(entry.at) !== midnight(before.at);
}

function isReply({ threadTs, ts }: SeenMessage): boolean {
  return threadTs !== undefined && threadTs !== ts;
}

/** What was on its way is there. */
function arrived({ text, at }: LocalLine, messages: readonly SeenMessage[], me: string): boolean {
  return messages.some((message) => message.user === me && message.text === text && tsToMs(message.ts) > at - 2_000);
}
