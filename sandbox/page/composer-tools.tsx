import type { ChannelEntry } from '../web/protocol.ts';
import { Icon } from './icons.tsx';
import { Menu } from './menu.tsx';
import { useSession } from './session.ts';

interface Props {
  readonly channel: ChannelEntry;
  readonly ready: boolean;
  readonly onSend: () => void;
  readonly onBegin: (sign: '/' | '@') => void;
}

/** The row under the text: begin a command or a mention, run a global shortcut, send. */
export function ComposerTools({ channel, ready, onSend, onBegin }: Props) {
  const { state, act, lines } = useSession();
  const shortcuts = state.shortcuts.filter(({ type }) => type === 'global');
  const run = async (callbackId: string) => {
    const result = await act({ do: 'shortcut', callbackId });
    if (result?.shown)
      lines.add({ as: state.me.id, channel: channel.id, threadTs: '', kind: 'slackbot', text: result.shown });
  };
  return (
    <div class="composer-tools">
      <button
        type="button"
        class="button icon-only"
        aria-label="Commands"
        title="Commands"
        onClick={() => onBegin('/')}
      >
        <Icon name="slash" size={18} />
      </button>
      <button
        type="button"
        class="button icon-only"
        aria-label="Mention someone"
        title="Mention someone"
        onClick={() => onBegin('@')}
      >
        <Icon name="at" size={18} />
      </button>
      {shortcuts.length > 0 && (
        <Menu
          label="Shortcuts"
          icon="bolt"
          entries={shortcuts.map(({ callbackId, name }) => ({
            key: callbackId,
            text: name,
            onChoose: () => void run(callbackId),
          }))}
        />
      )}
      <span class="composer-keys" aria-hidden="true">
        <kbd>Enter</kbd> to send
      </span>
      <button type="button" class="send" aria-label="Send" disabled={!ready} onClick={onSend}>
        <Icon name="send" size={18} />
      </button>
    </div>
  );
}
