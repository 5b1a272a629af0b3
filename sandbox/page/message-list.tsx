import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ChannelEntry } from '../web/protocol.ts';
import { Beginning } from './beginning.tsx';
import { MessageRow } from './message-row.tsx';
import { ScrollArea } from './scroll-area.tsx';
import { useSession } from './session.ts';
import { entriesOf } from './timeline.ts';

interface Props {
  readonly channel: ChannelEntry;
  readonly label: string;
  /** Empty: the channel itself. */
  readonly threadTs: string;
}

const NEAR_END = 120;

/** Messages, oldest first; stays at the newest unless one has scrolled away from it. */
export function MessageList({ channel, label, threadTs }: Props) {
  const { state, lines } = useSession();
  const list = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const entries = entriesOf(state, lines.all, channel.id, threadTs);
  const toEnd = () => {
    if (list.current && atEnd.current) list.current.scrollTop = list.current.scrollHeight;
  };
  const last = entries.at(-1);
  const mine = last !== undefined && (last.kind === 'line' || last.user === state.me.id);
  useLayoutEffect(() => {
    if (mine) atEnd.current = true;
    toEnd();
  }, [last?.key]);
  useLayoutEffect(toEnd, [state]);
  useEffect(() => {
    const inside = list.current?.firstElementChild;
    if (!list.current || !inside) return;
    const watch = new ResizeObserver(toEnd);
    watch.observe(inside);
    watch.observe(list.current);
    return () => watch.disconnect();
  }, []);
  return (
    <ScrollArea
      area={list}
      class="message-list"
      role="log"
      label={label}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
      <div class="message-stack">
        {threadTs === '' && <Beginning channel={channel} />}
        {entries.map((entry, index) => (
          <MessageRow
            key={entry.key}
            entry={entry}
            before={entries[index - 1]}
            inThread={threadTs !== ''}
            index={index}
            replies={entries.filter(({ kind }) => kind === 'message').length - 1}
          />
        ))}
      </div>
    </ScrollArea>
  );
}
