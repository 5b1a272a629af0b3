import { useEffect, useState } from 'preact/hooks';
import { useChannel } from './channel.ts';
import { Elsewhere } from './elsewhere.tsx';
import { Inspector } from './inspector.tsx';
import { MessagePane } from './message-pane.tsx';
import { Modal } from './modal.tsx';
import { recall, remember } from './remembered.ts';
import { useSession } from './session.ts';
import { Sidebar } from './sidebar.tsx';
import { Thread } from './thread.tsx';
import { TopBar } from './top-bar.tsx';
import { Trouble } from './trouble.tsx';
import type { Live } from './use-live.ts';

interface Props {
  readonly live: Live;
  readonly onStartedOver: () => void;
  readonly onForgetTraffic: () => void;
}

/** Otherwise the panel lies over the messages, and is opened when it is wanted. */
const isWide = () => matchMedia('(min-width: 1180px)').matches;

export function Workspace({ live, onStartedOver, onForgetTraffic }: Props) {
  const { state, place, go } = useSession();
  const channel = useChannel();
  const hasThread = channel && (state.messages[channel.id] ?? []).some(({ ts }) => ts === place.thread);
  const [panel, setPanel] = useState(() => isWide() && recall('panel') !== 'closed');
  const [drawer, setDrawer] = useState(false);
  const showPanel = (open: boolean) => {
    if (isWide()) remember('panel', open ? 'open' : 'closed');
    setPanel(open);
  };

  useEffect(() => {
    document.title = `${channel?.kind === 'im' ? 'c1-sync' : `#${channel?.name ?? ''}`} · ${state.me.realName}`;
  }, [channel, state.me]);
  useEffect(() => setDrawer(false), [channel?.id, place.tab, state.me.id]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the drawer wherever the focus is
    <div
      class={`frame${panel ? ' with-panel' : ''}${drawer ? ' with-drawer' : ''}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDrawer(false);
      }}
    >
      <TopBar
        connection={live.connection}
        panel={panel}
        onPanel={() => {
          setDrawer(false);
          showPanel(!panel);
        }}
        onDrawer={() => setDrawer(!drawer)}
        drawer={drawer}
        onStartedOver={onStartedOver}
      />
      <Trouble connection={live.connection} />
      <div class="columns">
        {channel && <Sidebar onClose={() => setDrawer(false)} open={drawer} />}
        <div class="sheet">
          {!channel && <Elsewhere />}
          {channel && <MessagePane key={`${state.me.id} ${channel.id}`} channel={channel} />}
          {hasThread && <Thread channel={channel} onClose={() => go({ thread: '' })} />}
          {panel && <Inspector traffic={live.traffic} onForget={onForgetTraffic} onClose={() => showPanel(false)} />}
        </div>
      </div>
      {state.modal && <Modal key={state.modal.id} view={state.modal} />}
    </div>
  );
}
