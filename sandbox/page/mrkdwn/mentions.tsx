import { useSession } from '../session.ts';

export function UserMention({ id, label = '' }: { id: string; label?: string }) {
  const { state } = useSession();
  const person = state.people.find((each) => each.id === id);
  const name = state.names[id] ?? person?.name ?? (label || id);
  return <span class={id === state.me.id ? 'mention me' : 'mention'}>@{name.replace(/^@/, '')}</span>;
}

/** A channel one may read is a way to it. */
export function ChannelMention({ id, label = '' }: { id: string; label?: string }) {
  const { state, go } = useSession();
  const channel = state.channels.find((each) => each.id === id);
  const name = channel?.name ?? (label || state.names[id]?.replace(/^#/, '') || 'private-channel');
  if (!channel) return <span class="mention">#{name}</span>;
  return (
    <button type="button" class="mention" onClick={() => go({ channel: id, thread: '', tab: 'messages' })}>
      #{name}
    </button>
  );
}

/** Anything but the web and mail stays text: `javascript:` is no address to follow. */
export function SafeLink({ url, text }: { url: string; text: string }) {
  if (!isSafe(url)) return <span>{text}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}

export function isSafe(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url);
}
