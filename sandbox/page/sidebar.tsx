import { useEffect, useRef } from 'preact/hooks';
import type { ChannelEntry } from '../web/protocol.ts';
import { Avatar } from './avatar.tsx';
import { useChannel } from './channel.ts';
import { Icon } from './icons.tsx';
import { useSession } from './session.ts';
import { useUnread } from './unread.ts';

/** Channels and apps. On a phone it is a drawer. */
export function Sidebar({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { state, place, go } = useSession();
  const current = useChannel();
  const unread = useUnread(state, place.tab === 'home' && current?.kind === 'im' ? undefined : current?.id);
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) nav.current?.querySelector<HTMLElement>('[aria-current=page]')?.focus();
  }, [open]);
  const visit = (channel: ChannelEntry) => {
    go({ channel: channel.id, thread: '', tab: channel.id === current?.id ? place.tab : 'messages' });
    onClose();
  };
  const apps = state.channels.filter(({ kind }) => kind === 'im');
  const entry = (channel: ChannelEntry) => (
    <Entry
      key={channel.id}
      channel={channel}
      current={channel.id === current?.id}
      unread={unread[channel.id] ?? 0}
      onVisit={() => visit(channel)}
    />
  );
  return (
    <>
      <nav ref={nav} class="sidebar" aria-label="Channels">
        <h2 class="team-name">{state.team.name}</h2>
        <h3>Channels</h3>
        <ul>{state.channels.filter(({ kind }) => kind !== 'im').map(entry)}</ul>
        {apps.length > 0 && (
          <>
            <h3>Apps</h3>
            <ul>{apps.map(entry)}</ul>
          </>
        )}
        <p class="sidebar-note">
          {state.reality.c1 === 'sandbox'
            ? 'A sandbox: nothing here leaves this machine.'
            : 'Slack is a sandbox; ConductorOne is real.'}
          <br />
          Type <kbd>/</kbd> in a message to see what the app can do.
        </p>
      </nav>
      <button type="button" class="scrim" aria-label="Close the list" tabIndex={-1} onClick={onClose} />
    </>
  );
}

interface EntryProps {
  readonly channel: ChannelEntry;
  readonly current: boolean;
  readonly unread: number;
  readonly onVisit: () => void;
}

function Entry({ channel, current, unread, onVisit }: EntryProps) {
  const { state } = useSession();
  const { kind, name, shared, botIsIn } = channel;
  const im = kind === 'im';
  const hints = [
    kind === 'private' ? 'private' : '',
    shared ? 'shared with another organisation' : '',
    im || botIsIn ? '' : 'the app is not a member',
    unread > 0 ? `${unread} unread` : '',
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        class={unread > 0 ? 'channel unread' : 'channel'}
        aria-current={current ? 'page' : undefined}
        title={hints.join(', ') || undefined}
        onClick={onVisit}
      >
        {im ? <Avatar user={state.botUserId} small /> : <Icon name={kind === 'private' ? 'lock' : 'hash'} size={16} />}
        <span class="channel-name">{im ? (state.names[state.botUserId] ?? name) : name}</span>
        {hints.length > 0 && <span class="sr-only">, {hints.join(', ')}</span>}
        {shared && <Icon name="shared" size={15} />}
        {unread > 0 && (
          <span class="badge" aria-hidden="true">
            {unread}
          </span>
        )}
      </button>
    </li>
  );
}
