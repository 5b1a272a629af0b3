import type { ChannelEntry } from '../web/protocol.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { useSession } from './session.ts';

export function ChannelHead({ channel }: { channel: ChannelEntry }) {
  const { state } = useSession();
  const { kind, name, shared, botIsIn } = channel;
  if (kind === 'im') {
    return (
      <div class="pane-head">
        <Avatar user={state.botUserId} small />
        <h1>{state.names[state.botUserId] ?? name}</h1>
        <span class="app-badge">APP</span>
      </div>
    );
  }
  return (
    <div class="pane-head">
      <Icon name={kind === 'private' ? 'lock' : 'hash'} size={18} />
      <h1>{name}</h1>
      {shared && (
        <span class="tag">
          <Icon name="shared" size={14} /> Shared with another organisation
        </span>
      )}
      {!botIsIn && <span class="tag">c1-sync is not a member</span>}
    </div>
  );
}
