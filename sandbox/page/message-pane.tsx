import type { ChannelEntry } from '../web/protocol.ts';
import { BotTabs } from './bot-tabs.tsx';
import { channelTitle } from './channel.ts';
import { ChannelHead } from './channel-head.tsx';
import { Composer } from './composer.tsx';
import { Home } from './home.tsx';
import { MessageList } from './message-list.tsx';
import { useSession } from './session.ts';

/** What is said in one channel, or the two tabs of the bot's own page. */
export function MessagePane({ channel }: { channel: ChannelEntry }) {
  const { state, place } = useSession();
  const title = channelTitle(channel, state);
  const home = channel.kind === 'im' && place.tab === 'home';
  return (
    <main class="pane" data-testid="message-pane">
      <ChannelHead channel={channel} />
      {channel.kind === 'im' && <BotTabs />}
      {home ? (
        <Home />
      ) : (
        <>
          <MessageList channel={channel} label={`Messages in ${title}`} threadTs="" />
          <Composer channel={channel} threadTs="" label={`Message ${title}`} />
        </>
      )}
    </main>
  );
}
