import type { RefObject } from 'preact';
import type { Choice } from './choice.ts';

interface Hands {
  readonly open: boolean;
  readonly query: string;
  readonly active: number;
  readonly count: number;
  readonly chosen: readonly Choice[];
  readonly multi: boolean;
  readonly box: RefObject<HTMLElement>;
  readonly show: (query: string) => void;
  readonly close: () => void;
  readonly setActive: (index: number) => void;
  readonly enter: () => void;
  readonly remove: (choice: Choice) => void;
}

/** The keys of a combobox: whatever it uses up does not reach the form or the dialog around it. */
export function useComboboxKeys(hands: Hands): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.isComposing || !use(event.key, hands)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function use(key: string, { open, query, active, count, chosen, multi, box, ...hands }: Hands): boolean {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp': {
      const step = key === 'ArrowDown' ? 1 : -1;
      if (!open) hands.show('');
      else if (count > 0) hands.setActive((active + step + count) % count);
      return true;
    }
    case 'Enter':
      if (open) hands.enter();
      // A list that is still being searched must not submit the form.
      return open;
    case 'Escape':
      if (open) hands.close();
      return open;
    case 'Backspace': {
      const last = chosen.at(-1);
      if (!multi || query !== '' || !last) return false;
      hands.remove(last);
      return true;
    }
    case 'ArrowLeft': {
      const chips = box.current?.querySelectorAll<HTMLElement>('.chip button');
      if (query !== '' || !chips || chips.length === 0) return false;
      chips[chips.length - 1]?.focus();
      return true;
    }
    default:
      return false;
  }
}
