import { useEffect, useRef } from 'preact/hooks';
import { Avatar } from './avatar.tsx';
import type { Completion, Completions } from './completion.ts';
import { Icon } from './icons.tsx';
import { useSession } from './session.ts';

interface Props {
  readonly id: string;
  readonly found: Completions;
  readonly active: number;
  readonly onChoose: (choice: Completion) => void;
  readonly onHover: (index: number) => void;
}

const TITLES = { commands: 'Commands', people: 'People', channels: 'Channels' };

/** What can be completed, above the composer; the focus stays in the text. */
export function CompletionList({ id, found, active, onChoose, onHover }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div class="completions">
      <p class="popup-heading">{TITLES[found.kind]}</p>
      <div ref={list} id={id} role="listbox" aria-label={TITLES[found.kind]}>
        {found.entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the text area, which keeps the focus
          <div
            key={entry.key}
            id={`${id}-${index}`}
            class={index === active ? 'completion active' : 'completion'}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => onHover(index)}
            onClick={() => onChoose(entry)}
          >
            <Sign kind={found.kind} user={entry.key} />
            <span class="completion-text">
              <b>{entry.title}</b> <span class="completion-hint">{entry.hint}</span>
              {entry.description !== '' && <span class="completion-description">{entry.description}</span>}
            </span>
          </div>
        ))}
      </div>
      <p class="completion-keys" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> to move <kbd>Tab</kbd> to complete <kbd>Esc</kbd> to close
      </p>
    </div>
  );
}

function Sign({ kind, user }: { kind: Completions['kind']; user: string }) {
  const { state } = useSession();
  if (kind === 'channels') return <Icon name="hash" size={18} />;
  return <Avatar user={kind === 'commands' ? state.botUserId : user} small />;
}
