import type { ChannelEntry } from '../web/protocol.ts';
import { channelTitle } from './channel.ts';
import { useSession } from './session.ts';

/** What stands above the first message. */
export function Beginning({ channel }: { channel: ChannelEntry }) {
  const { state } = useSession();
  const title = channelTitle(channel, state);
  const command = state.commands[0]?.command;
  return (
    <div class="beginning">
      <h2>{title}</h2>
      <p>
        {channel.kind === 'im' ? (
          'This is the beginning of your direct messages with the app. What it cannot say in a channel it says here.'
        ) : (
          <>
            This is the beginning of {title}.
            {command !== undefined && (
              <>
                {' '}
                Type <code>{command}</code> to ask ConductorOne for a sync.
              </>
            )}
          </>
        )}
      </p>
    </div>
  );
}
