import type { SeenMessage } from '../slack/observed.ts';
import { Icon } from './icons.tsx';
import { Menu } from './menu.tsx';
import { useSession } from './session.ts';

/** What one can do with a message: reply to it, run a message shortcut on it. */
export function MessageTools({ message, inThread }: { message: SeenMessage; inThread: boolean }) {
  const { state, act, go, lines } = useSession();
  const { channel, ts, threadTs } = message;
  const shortcuts = message.ephemeralTo === undefined ? state.shortcuts.filter(({ type }) => type === 'message') : [];
  const canReply = !inThread && message.ephemeralTo === undefined;
  if (!canReply && shortcuts.length === 0) return null;
  const run = async (callbackId: string) => {
    const result = await act({ do: 'messageShortcut', callbackId, channel, ts });
    if (result?.shown) lines.add({ as: state.me.id, channel, threadTs: '', kind: 'slackbot', text: result.shown });
  };
  return (
    <div class="message-tools">
      {canReply && (
        <button
          type="button"
          class="button icon-only"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => go({ thread: threadTs ?? ts })}
        >
          <Icon name="reply" size={18} />
        </button>
      )}
      {shortcuts.length > 0 && (
        <Menu
          label="More message shortcuts"
          entries={shortcuts.map(({ callbackId, name }) => ({
            key: callbackId,
            text: name,
            onChoose: () => void run(callbackId),
          }))}
        />
      )}
    </div>
  );
}
