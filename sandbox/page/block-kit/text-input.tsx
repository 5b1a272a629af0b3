import type { JsonObject } from '../../slack/json.ts';
import { actionIdOf, blockIdOf, num, obj, str, strings, words } from './read.ts';
import { type ElementProps, useSurface } from './surface.ts';
import { useDraft } from './use-draft.ts';

const INPUT_MODES = { number_input: 'decimal', email_text_input: 'email', url_text_input: 'url' } as const;

/** plain_text_input and its kin. What is wrong with the text Slack says on submission, so the browser says nothing. */
export function TextInput({ element, block, field }: ElementProps) {
  const surface = useSurface();
  const blockId = blockIdOf(block);
  const value =
    str(obj(obj(surface.values[blockId])?.[actionIdOf(element)])?.value) || untouched(surface.values, block, element);
  const { draft, type, flush } = useDraft(
    value,
    (text) => surface.fill(blockId, text),
    surface.unsent,
    `${blockId}\n${actionIdOf(element)}`,
    { atRest: !waitsForEnter(block, element) },
  );
  const longest = num(element.max_length);
  const common = {
    id: field?.id,
    value: draft,
    placeholder: words(element.placeholder) || undefined,
    maxLength: longest ?? 3000,
    autoComplete: 'off',
    'aria-label': field ? undefined : words(element.placeholder) || 'Text',
    'aria-invalid': field?.invalid,
    'aria-describedby': field?.describedBy,
    'aria-required': field ? !field.optional : undefined,
    'data-focus-on-load': element.focus_on_load === true ? '' : undefined,
    onInput: (event: { currentTarget: { value: string } }) => type(event.currentTarget.value),
  };
  const left = longest === undefined ? null : longest - draft.length;
  return (
    <div class="text-input">
      {element.multiline === true ? (
        <textarea {...common} rows={4} />
      ) : (
        <input
          {...common}
          type="text"
          inputMode={INPUT_MODES[str(element.type) as keyof typeof INPUT_MODES]}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !waitsForEnter(block, element)) return;
            event.preventDefault();
            void flush();
          }}
        />
      )}
      {left !== null && left <= Math.min(50, (longest ?? 0) / 4) && <span class="left">{left}</span>}
    </div>
  );
}

/** Before the server has said anything about it. */
function untouched(values: JsonObject, block: JsonObject, element: JsonObject): string {
  return values[blockIdOf(block)] === undefined ? str(element.initial_value) : '';
}

/** An input that speaks to the app does so on Enter, unless it asks for every character ([D] dispatch_action_config). */
function waitsForEnter(block: JsonObject, element: JsonObject): boolean {
  const on = strings(obj(element.dispatch_action_config)?.trigger_actions_on);
  return block.dispatch_action === true && !on.includes('on_character_entered');
}
