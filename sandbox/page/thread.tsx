import type { ChannelEntry } from '../web/protocol.ts';
import { channelTitle } from './channel.ts';
import { Composer } from './composer.tsx';
import { Icon } from './icons.tsx';
import { MessageList } from './message-list.tsx';
import { useSession } from './session.ts';

/** One message and its replies, beside the channel. */
export function Thread({ channel, onClose }: { channel: ChannelEntry; onClose: () => void }) {
  const { state, place } = useSession();
  const title = channelTitle(channel, state);
  return (
    <aside class="thread" aria-label="Thread" data-testid="thread">
      <div class="pane-head">
        <h2>Thread</h2>
        <span class="pane-sub">{title}</span>
        <button type="button" class="button icon-only" aria-label="Close the thread" onClick={onClose}>
          <Icon name="close" size={18} />
        </button>
      </div>
      <MessageList key={place.thread} channel={channel} label="Messages in this thread" threadTs={place.thread} />
      <Composer
        key={`composer ${place.thread}`}
        channel={channel}
        threadTs={place.thread}
        label="Reply to this thread"
      />
    </aside>
  );
}
