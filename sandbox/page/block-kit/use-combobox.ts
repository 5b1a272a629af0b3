import { useEffect, useRef, useState } from 'preact/hooks';
import type { Choice } from './choice.ts';
import type { ComboboxProps } from './combobox.tsx';
import { useComboboxKeys } from './use-combobox-keys.ts';

/** What a combobox shows and does, apart from how it looks. */
export function useCombobox({ choices, chosen, multi, most, busy = false, note = '', ...on }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const takeFirst = useRef(false);
  const isChosen = (choice: Choice) => chosen.some(({ value }) => value === choice.value);
  const full = multi && chosen.length >= most;
  const found = on.onQuery ? choices : matching(choices, query);
  const shown = full ? found.filter(isChosen) : found;
  const said = full ? `${most} at most.` : note || (shown.length === 0 && !busy ? 'No results' : '');

  const show = (text: string) => {
    setQuery(text);
    setActive(0);
    setOpen(true);
    takeFirst.current = false;
    on.onQuery?.(text);
  };
  const close = () => {
    setOpen(false);
    setQuery('');
    takeFirst.current = false;
  };
  const remove = (choice: Choice) => {
    on.onChoose(chosen.filter(({ value }) => value !== choice.value));
    input.current?.focus();
  };
  const pick = (choice: Choice) => {
    close();
    if (!multi) on.onChoose([choice]);
    else if (isChosen(choice)) remove(choice);
    else if (!full) on.onChoose([...chosen, choice]);
  };
  /** Enter: what is still being searched is taken when it is there, not what an earlier search found. */
  const enter = () => {
    const choice = shown[active];
    if (busy) takeFirst.current = true;
    else if (choice) pick(choice);
  };
  useEffect(() => {
    if (!busy && takeFirst.current) enter();
    if (!busy) takeFirst.current = false;
  }, [busy]);

  const onKeyDown = useComboboxKeys({
    ...{ open, query, active, count: shown.length, chosen, multi, box },
    ...{ show, close, setActive, enter, remove },
  });
  return {
    box,
    input,
    open,
    query,
    active,
    setActive,
    shown,
    said,
    busy,
    isChosen,
    show,
    close,
    pick,
    remove,
    onKeyDown,
  };
}

function matching(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ label, description }) => {
    const text = `${label} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
