import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import type { Choice } from './choice.ts';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly open: boolean;
  readonly style: Record<string, string>;
  readonly choices: readonly Choice[];
  readonly active: number;
  readonly note: string;
  readonly busy: boolean;
  readonly isChosen: (choice: Choice) => boolean;
  readonly onPick: (choice: Choice) => void;
  readonly onHover: (index: number) => void;
}

/** The list under a combobox. The focus stays in the input; which option is meant, `aria-activedescendant` says there. */
export function Options({ id, label, open, style, choices, active, note, busy, isChosen, onPick, onHover }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) list.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [open, active]);
  return (
    <div class="popup" style={style} hidden={!open}>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} aria-busy={busy}>
        {open &&
          choices.map((choice, index) => (
            <Option
              key={choice.value}
              id={`${id}-option-${index}`}
              choice={choice}
              heading={choice.group !== choices[index - 1]?.group ? choice.group : ''}
              active={index === active}
              chosen={isChosen(choice)}
              onPick={() => onPick(choice)}
              onHover={() => onHover(index)}
            />
          ))}
      </div>
      <output class="popup-note">{open ? (busy && choices.length === 0 ? 'Searching …' : note) : ''}</output>
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly choice: Choice;
  readonly heading: string;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly onPick: () => void;
  readonly onHover: () => void;
}

function Option({ id, choice, heading, active, chosen, onPick, onHover }: OptionProps) {
  return (
    <>
      {heading !== '' && (
        <div class="popup-heading" role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the combobox, which keeps the focus */}
      <div
        id={id}
        class={active ? 'popup-entry active' : 'popup-entry'}
        role="option"
        tabIndex={-1}
        aria-selected={chosen}
        onMouseDown={(event) => event.preventDefault()}
        onMouseMove={onHover}
        onClick={onPick}
      >
        <span>{choice.label}</span>{' '}
        {choice.description !== '' && <span class="popup-description">{choice.description}</span>}
        {chosen && <Icon name="check" size={16} />}
      </div>
    </>
  );
}
