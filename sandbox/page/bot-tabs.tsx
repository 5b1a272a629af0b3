import { useSession } from './session.ts';

const TABS = [
  ['home', 'Home'],
  ['messages', 'Messages'],
] as const;

export function BotTabs() {
  const { place, go } = useSession();
  const choose = (tab: 'home' | 'messages') => go({ tab, thread: '' });
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label="c1-sync"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        choose(place.tab === 'home' ? 'messages' : 'home');
        const other = event.currentTarget.querySelector<HTMLElement>('[aria-selected=false]');
        other?.focus();
      }}
    >
      {TABS.map(([tab, label]) => (
        <button
          key={tab}
          type="button"
          role="tab"
          class="tab"
          aria-selected={place.tab === tab}
          tabIndex={place.tab === tab ? 0 : -1}
          onClick={() => choose(tab)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
