import { useState } from 'preact/hooks';
import type { JsonObject } from '../../slack/json.ts';
import { Icon } from '../icons.tsx';
import { isSafe } from '../mrkdwn/mentions.tsx';
import { useConfirm } from './confirm.tsx';
import { actionIdOf, blockIdOf, obj, str, words } from './read.ts';
import { type ElementProps, useSurface } from './surface.ts';
import { Text } from './text.tsx';

/** A click; busy until the app has acknowledged it. A link opens as well, and the app is told all the same. */
export function Button({ element, block }: ElementProps) {
  const { click, busy, dialog } = useClick(element, block, str(element.value));
  const style = ['primary', 'danger'].includes(str(element.style)) ? ` ${str(element.style)}` : '';
  const label = str(element.accessibility_label) || undefined;
  const url = str(element.url);
  if (isSafe(url)) {
    return (
      <a
        class={`button${style}`}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={label}
        onClick={click}
      >
        <Text of={element.text} />
        <Icon name="external" size={14} />
      </a>
    );
  }
  return (
    <>
      <button type="button" class={`button${style}`} aria-label={label} aria-busy={busy} onClick={click}>
        <Text of={element.text} />
      </button>
      {dialog}
    </>
  );
}

export function IconButton({ element, block }: ElementProps) {
  const { click, busy, dialog } = useClick(element, block, str(element.value));
  return (
    <>
      <button type="button" class="button" aria-busy={busy} onClick={click}>
        <Text of={element.text} />
      </button>
      {dialog}
    </>
  );
}

export function FeedbackButtons({ element, block }: ElementProps) {
  return (
    <>
      {[obj(element.positive_button), obj(element.negative_button)].map(
        (half) => half && <FeedbackButton key={words(half.text)} whole={element} half={half} block={block} />,
      )}
    </>
  );
}

function FeedbackButton({ whole, half, block }: { whole: JsonObject; half: JsonObject; block: JsonObject }) {
  const { click, busy } = useClick(whole, block, str(half.value));
  const label = str(half.accessibility_label) || undefined;
  return (
    <button type="button" class="button" aria-label={label} aria-busy={busy} onClick={click}>
      <Text of={half.text} />
    </button>
  );
}

function useClick(element: JsonObject, block: JsonObject, option: string) {
  const surface = useSurface();
  const [busy, setBusy] = useState(false);
  const { confirmed, dialog } = useConfirm(element);
  const click = async () => {
    if (busy || !(await confirmed())) return;
    setBusy(true);
    const at = { blockId: blockIdOf(block), actionId: actionIdOf(element) };
    await surface.press(option === '' ? at : { ...at, option });
    setBusy(false);
  };
  return { busy, dialog, click: () => void click() };
}
