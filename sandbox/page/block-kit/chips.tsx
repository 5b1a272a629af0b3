import { Icon } from '../icons.tsx';
import type { Choice } from './choice.ts';

interface Props {
  readonly chosen: readonly Choice[];
  readonly onRemove: (choice: Choice) => void;
  readonly onLeave: () => void;
}

/** What is chosen so far. Each can be taken away: by mouse, by Tab and Enter, by arrow keys and Delete. */
export function Chips({ chosen, onRemove, onLeave }: Props) {
  if (chosen.length === 0) return null;
  const onKeyDown = (choice: Choice) => (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') onRemove(choice);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const chip = (event.currentTarget as HTMLElement).closest('li');
      const next = event.key === 'ArrowRight' ? chip?.nextElementSibling : chip?.previousElementSibling;
      const button = next?.querySelector('button');
      if (button) button.focus();
      else if (event.key === 'ArrowRight') onLeave();
    } else return;
    event.preventDefault();
  };
  return (
    <ul class="chips" aria-label="Chosen">
      {chosen.map((choice) => (
        <li key={choice.value} class="chip">
          <span class="chip-text">{choice.label}</span>
          <button
            type="button"
            aria-label={`Remove ${choice.label}`}
            onClick={() => onRemove(choice)}
            onKeyDown={onKeyDown(choice)}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
