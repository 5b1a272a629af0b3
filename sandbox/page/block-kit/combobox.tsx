import { useRef } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { usePopup } from '../use-popup.ts';
import { Chips } from './chips.tsx';
import type { Choice } from './choice.ts';
import { Options } from './options.tsx';
import type { Field } from './surface.ts';
import { useCombobox } from './use-combobox.ts';

export interface ComboboxProps {
  readonly field?: Field;
  /** Its name where no field names it. */
  readonly label: string;
  readonly placeholder: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly Choice[];
  readonly multi: boolean;
  readonly most: number;
  readonly clearable: boolean;
  readonly focusOnLoad: boolean;
  readonly busy?: boolean;
  /** In place of choices: no results, type more, an error. */
  readonly note?: string;
  /** Somebody else searches; without it, the choices are filtered here. */
  readonly onQuery?: (query: string) => void;
  readonly onChoose: (chosen: Choice[]) => void;
}

let lastId = 0;

/** One field for every menu: type to search, arrows and Enter to choose, chips for several. The ARIA combobox pattern. */
export function Combobox(props: ComboboxProps) {
  const { field, label, placeholder, chosen, multi, clearable, focusOnLoad } = props;
  const ownId = useRef('');
  ownId.current ||= `combobox-${++lastId}`;
  const id = field?.id ?? ownId.current;
  const { box, input, open, query, active, shown, busy, show, close, remove, ...menu } = useCombobox(props);
  const style = usePopup(box, open, 240);
  const only = multi ? undefined : chosen[0];

  return (
    <div
      ref={box}
      class={field?.invalid ? 'combobox invalid' : 'combobox'}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) close();
      }}
    >
      {multi && <Chips chosen={chosen} onRemove={remove} onLeave={() => input.current?.focus()} />}
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        spellcheck={false}
        value={open ? query : (only?.label ?? '')}
        placeholder={only?.label ?? (chosen.length > 0 ? '' : placeholder)}
        aria-label={field ? undefined : label}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && shown[active] ? `${id}-option-${active}` : undefined}
        aria-invalid={field?.invalid}
        aria-required={field ? !field.optional : undefined}
        aria-describedby={field?.describedBy}
        data-focus-on-load={focusOnLoad ? '' : undefined}
        onClick={() => !open && show('')}
        onInput={(event) => show(event.currentTarget.value)}
        onKeyDown={menu.onKeyDown}
      />
      {clearable && only && (
        <button type="button" class="clear" aria-label={`Clear ${field?.label ?? label}`} onClick={() => remove(only)}>
          <Icon name="close" size={14} />
        </button>
      )}
      <span class={busy && open ? 'spinner' : 'chevron'} aria-hidden="true" />
      <Options
        id={id}
        label={field?.label ?? label}
        open={open}
        style={style}
        choices={shown}
        active={active}
        note={menu.said}
        busy={busy}
        isChosen={menu.isChosen}
        onPick={menu.pick}
        onHover={menu.setActive}
      />
    </div>
  );
}
