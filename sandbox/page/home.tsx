import { useEffect } from 'preact/hooks';
import { Blocks } from './block-kit/blocks.tsx';
import { SurfaceProvider } from './block-kit/surface.ts';
import { Icon } from './icons.tsx';
import { useSession } from './session.ts';
import { useViewSurface } from './view-surface.ts';

/** The App Home: the app hears each time it is opened, and may publish a view for this person. */
export function Home() {
  const { state, act, tell } = useSession();
  const { home } = state;
  const surface = useViewSurface('home', home, (text) => tell({ kind: 'error', text }));
  const ready = state.reality.app === 'ready';
  useEffect(() => {
    if (ready) void act({ do: 'home' });
  }, [act, ready]);
  return (
    <section class="home" aria-label="Home" data-testid="app-home">
      {home ? (
        <SurfaceProvider value={surface}>
          <Blocks blocks={home.blocks} />
        </SurfaceProvider>
      ) : (
        <div class="empty">
          <Icon name="sync" size={32} />
          <h2>Nothing here yet</h2>
          <p>The app has not published a Home tab for {state.me.realName}.</p>
        </div>
      )}
    </section>
  );
}
