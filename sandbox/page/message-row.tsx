import { LocalLineItem } from './local-line.tsx';
import { Message } from './message.tsx';
import { dayName } from './time.ts';
import { type Entry, startsDay, startsGroup } from './timeline.ts';

interface Props {
  readonly entry: Entry;
  readonly before: Entry | undefined;
  readonly inThread: boolean;
  readonly index: number;
  /** Of the thread. */
  readonly replies: number;
}

/** A message or a line, under its day or its name where a new one begins. */
export function MessageRow({ entry, before, inThread, index, replies }: Props) {
  const newDay = !inThread && startsDay(entry, before);
  const compact = !newDay && !(inThread && index === 1) && !startsGroup(entry, before);
  return (
    <>
      {inThread && index === 1 && (
        <p class="reply-count">
          {replies} {replies === 1 ? 'reply' : 'replies'}
        </p>
      )}
      {newDay && (
        <div class="day">
          <span>{dayName(entry.at)}</span>
        </div>
      )}
      {entry.kind === 'message' ? (
        <Message message={entry.message} replies={entry.replies} compact={compact} inThread={inThread} />
      ) : (
        <LocalLineItem line={entry.line} compact={compact} />
      )}
    </>
  );
}
