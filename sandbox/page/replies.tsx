import type { SeenMessage } from '../slack/observed.ts';
import { Avatar } from './avatar.tsx';
import { useSession } from './session.ts';
import { timeOfDay, tsToMs } from './time.ts';

/** `2 replies  Last reply at 10:31`: the way into a thread. */
export function Replies({ root, replies }: { root: string; replies: readonly SeenMessage[] }) {
  const { go } = useSession();
  const people = [...new Set(replies.map(({ user }) => user))].slice(0, 5);
  const last = replies.at(-1);
  return (
    <button type="button" class="replies" onClick={() => go({ thread: root })}>
      {people.map((user) => (
        <Avatar key={user} user={user} small />
      ))}
      <b>
        {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
      </b>
      {last && <span>Last reply at {timeOfDay(tsToMs(last.ts))}</span>}
    </button>
  );
}
