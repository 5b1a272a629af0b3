import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  readonly labelledBy: string;
  readonly size?: 'small' | 'medium';
  readonly onEscape: () => void;
  readonly children: ComponentChildren;
  readonly testId?: string;
}

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), summary, [tabindex="0"]';

/** The browser's own modal dialog: everything behind it is inert, and the focus goes back where it came from. */
export function Dialog({ labelledBy, size = 'medium', onEscape, children, testId }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const focused = useRef<EventTarget | null>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (!shown) return;
    shown.showModal();
    focusFirst(shown);
    return () => shown.close();
  }, []);
  // An element that went away with an update takes the focus along.
  useEffect(() => {
    const shown = dialog.current;
    const gone = focused.current instanceof Node && !focused.current.isConnected;
    if (shown?.open && gone && document.activeElement === document.body) focusFirst(shown);
  });
  return (
    <dialog
      ref={dialog}
      class={`dialog ${size}`}
      aria-labelledby={labelledBy}
      data-testid={testId}
      onFocusIn={(event) => {
        focused.current = event.target;
      }}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onEscape();
      }}
      onKeyDown={(event) => {
        if (event.defaultPrevented) return;
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onEscape();
        }
        if (event.key === 'Tab') stayInside(event, event.currentTarget);
      }}
    >
      {children}
    </dialog>
  );
}

function focusFirst(dialog: HTMLElement): void {
  const first =
    dialog.querySelector<HTMLElement>('[data-focus-on-load]') ??
    dialog.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select):not([disabled])') ??
    dialog.querySelector<HTMLElement>('[data-focus-first]') ??
    dialog.querySelector<HTMLElement>(FOCUSABLE);
  first?.focus();
}

function stayInside(event: KeyboardEvent, dialog: HTMLElement): void {
  if (event.target instanceof Element && event.target.closest('dialog') !== dialog) return;
  const stops = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (each) => each.offsetParent !== null && each.closest('dialog') === dialog && each.tabIndex >= 0,
  );
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== from) return;
  event.preventDefault();
  to?.focus();
}
