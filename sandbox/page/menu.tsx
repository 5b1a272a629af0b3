import { useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icons.tsx';
import { usePopup } from './use-popup.ts';

export interface MenuEntry {
  readonly key: string;
  readonly text: string;
  readonly description?: string;
  readonly onChoose: () => void;
}

interface Props {
  readonly label: string;
  readonly icon?: IconName;
  readonly entries: readonly MenuEntry[];
}

/** A button that opens a menu: arrow keys move, Escape and Tab close. */
export function Menu({ label, icon = 'more', entries }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const style = usePopup(button, open, 220);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') setOpen(false);
  };
  return (
    <span
      class="menu"
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class="button icon-only"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icon} size={18} />
      </button>
      {open && (
        <div
          ref={(element) => {
            list.current = element;
            if (element && !element.contains(document.activeElement)) {
              element.querySelector<HTMLElement>('[role=menuitem]')?.focus();
            }
          }}
          id={id}
          class="popup"
          role="menu"
          aria-label={label}
          tabIndex={-1}
          style={style}
          onKeyDown={move}
        >
          {entries.map(({ key, text, description, onChoose }) => (
            <button
              key={key}
              type="button"
              role="menuitem"
              class="popup-entry"
              onClick={() => {
                close();
                onChoose();
              }}
            >
              <span>{text}</span>
              {description && <span class="popup-description">{description}</span>}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}
