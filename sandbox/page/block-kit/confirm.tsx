import { useId, useState } from 'preact/hooks';
import type { JsonObject } from '../../slack/json.ts';
import { Dialog } from '../dialog.tsx';
import { obj, str, words } from './read.ts';
import { Text } from './text.tsx';

/** Asks what an element wants asked before it does anything; true at once where it asks nothing. */
export function useConfirm(element: JsonObject) {
  const [asking, setAsking] = useState<{ answer: (yes: boolean) => void } | null>(null);
  const confirm = obj(element.confirm);
  const confirmed = () =>
    confirm
      ? new Promise<boolean>((resolve) => {
          setAsking({
            answer: (yes) => {
              setAsking(null);
              resolve(yes);
            },
          });
        })
      : Promise.resolve(true);
  const dialog = confirm && asking && <ConfirmDialog confirm={confirm} onAnswer={asking.answer} />;
  return { confirmed, dialog };
}

function ConfirmDialog({ confirm, onAnswer }: { confirm: JsonObject; onAnswer: (yes: boolean) => void }) {
  const id = useId();
  const style = confirm.style === 'danger' ? 'danger' : 'primary';
  return (
    <Dialog labelledBy={id} size="small" onEscape={() => onAnswer(false)}>
      <header class="dialog-head">
        <h2 id={id}>{words(confirm.title) || 'Are you sure?'}</h2>
      </header>
      <div class="dialog-body">
        <Text of={confirm.text} />
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={() => onAnswer(false)}>
          {words(confirm.deny) || 'Cancel'}
        </button>
        <button type="button" class={`button ${str(style)}`} data-focus-first onClick={() => onAnswer(true)}>
          {words(confirm.confirm) || 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
