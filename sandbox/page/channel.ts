import type { ChannelEntry, State } from '../web/protocol.ts';
import { useSession } from './session.ts';

/** The channel one looks at: the one asked for, or else the first there is. */
export function useChannel(): ChannelEntry | undefined {
  const { state, place } = useSession();
  return (
    state.channels.find(({ id }) => id === place.channel) ??
    state.channels.find(({ kind }) => kind !== 'im') ??
    state.channels[0]
  );
}

/** As one says it: `#general`, or who a direct message is with. */
export function channelTitle(channel: ChannelEntry, state: State): string {
  return channel.kind === 'im' ? (state.names[state.botUserId] ?? 'c1-sync') : `#${channel.name}`;
}
