import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChannelEntry } from '../web/protocol.ts';
import { type Completion, type Completions, commandIn, completionsAt } from './completion.ts';
import { CompletionList } from './completion-list.tsx';
import { ComposerTools } from './composer-tools.tsx';
import { useSession } from './session.ts';
import { useSending } from './use-sending.ts';

interface Props {
  readonly channel: ChannelEntry;
  readonly threadTs: string;
  readonly label: string;
}

/** What was begun and not sent, by person and place. */
const drafts = new Map<string, string>();

/** Where one types. Enter sends, Shift+Enter breaks the line; `/`, `@` and `#` open what can be completed. */
export function Composer({ channel, threadTs, label }: Props) {
  const { state } = useSession();
  const draftKey = `${state.me.id} ${channel.id} ${threadTs}`;
  const [text, setText] = useState(() => drafts.get(draftKey) ?? '');
  const [caret, setCaret] = useState(text.length);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const send = useSending(channel, threadTs);
  const found = dismissed === text ? null : completionsAt(text, caret, state);
  const listId = `completions-${threadTs || channel.id}`;

  const write = (next: string, at = next.length) => {
    drafts.set(draftKey, next);
    setText(next);
    setCaret(at);
    setActive(0);
    setDismissed(null);
  };
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 220)}px`;
    if (document.activeElement === box && box.selectionStart !== caret) box.setSelectionRange(caret, caret);
  }, [text, caret]);

  const complete = ({ from, to }: Completions, { insert }: Completion) => {
    const after = text.slice(to).replace(/^ /, '');
    write(`${text.slice(0, from)}${insert} ${after}`, from + insert.length + 1);
    area.current?.focus();
  };
  const submit = () => {
    const typed = text.trim();
    if (typed === '') return;
    write('');
    void send(typed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const choice = found?.entries[active];
    if (found && choice && useKey(event.key, found, choice)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  };
  const useKey = (key: string, all: Completions, choice: Completion): boolean => {
    const { length } = all.entries;
    if (key === 'ArrowDown') setActive((active + 1) % length);
    else if (key === 'ArrowUp') setActive((active - 1 + length) % length);
    else if (key === 'Escape') setDismissed(text);
    // What is already written in full is sent, not completed.
    else if (key === 'Tab' || (key === 'Enter' && choice.insert !== all.typed)) complete(all, choice);
    else return false;
    return true;
  };
  const command = found ? undefined : commandIn(text, state);

  return (
    <div class="composer-area">
      {found && (
        <CompletionList
          id={listId}
          found={found}
          active={active}
          onChoose={(choice) => complete(found, choice)}
          onHover={setActive}
        />
      )}
      {command && (
        <p class="command-hint">
          <b>{command.command}</b> {command.hint}
        </p>
      )}
      <div class="composer">
        <textarea
          ref={area}
          rows={1}
          value={text}
          aria-label={label}
          placeholder={label}
          aria-autocomplete="list"
          aria-controls={found ? listId : undefined}
          aria-activedescendant={found ? `${listId}-${active}` : undefined}
          onInput={(event) => write(event.currentTarget.value, event.currentTarget.selectionStart)}
          onKeyUp={(event) => setCaret(event.currentTarget.selectionStart)}
          onClick={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        <ComposerTools
          channel={channel}
          ready={text.trim() !== ''}
          onSend={submit}
          onBegin={(sign) => {
            const gap = sign === '@' && text !== '' && !/\s$/.test(text) ? ' ' : '';
            write(sign === '/' ? '/' : `${text}${gap}${sign}`);
            area.current?.focus();
          }}
        />
      </div>
    </div>
  );
}
