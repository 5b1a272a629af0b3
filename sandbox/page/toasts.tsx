import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';
import type { ShownToast } from './use-live.ts';

interface Props {
  readonly toasts: readonly ShownToast[];
  readonly onDismiss: (id: number) => void;
}

/** Short news, above everything else, dialogs included. */
export function Toasts({ toasts, onDismiss }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const newest = toasts.at(-1)?.id;
  useEffect(() => {
    const shown = list.current;
    if (!shown || newest === undefined) return;
    // Shown anew, it lies on top of a dialog that was opened since.
    if (shown.matches(':popover-open')) shown.hidePopover();
    shown.showPopover();
  }, [newest]);
  return (
    <div ref={list} class="toasts" popover="manual" role="status" aria-live="polite">
      {toasts.map(({ id, text, kind }) => (
        <div key={id} class={`toast ${kind}`}>
          <Icon name={kind === 'error' ? 'warning' : 'info'} size={18} />
          <span class="lines">{text}</span>
          <button type="button" aria-label="Dismiss" onClick={() => onDismiss(id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
