import type { JsonObject } from '../json.ts';
import type { OpenView } from '../open-views.ts';
import { stateKey } from '../view-state.ts';
import { elementsIn } from './find-element.ts';

/** What Slack's own client says under a field before it sends a form. */
export function unfinished(view: OpenView): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, element, blockId, actionId } of elementsIn(view.view.blocks)) {
    if (block.type !== 'input') continue;
    const value = view.state.get(stateKey(blockId, actionId))?.value ?? {};
    const problem = isEmpty(value)
      ? block.optional !== true && 'Please complete this required field.'
      : problemOf(element, String(value.value ?? ''));
    if (problem) errors[blockId] = problem;
  }
  return errors;
}

function isEmpty({ type: _, ...rest }: JsonObject): boolean {
  return Object.values(rest).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

function problemOf(element: JsonObject, value: string): string | undefined {
  const { type } = element;
  if (type === 'plain_text_input' && value.length < Number(element.min_length ?? 0)) {
    return `Enter ${element.min_length} characters or more.`;
  }
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value)) return 'Enter a valid email address.';
  if (type === 'url_text_input' && !URL.canParse(value)) return 'Enter a valid URL.';
  if (type === 'number_input' && !isNumber(element, value)) return 'Enter a valid number.';
  return undefined;
}

function isNumber(element: JsonObject, value: string): boolean {
  const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  const above = element.min_value === undefined || Number(value) >= Number(element.min_value);
  const below = element.max_value === undefined || Number(value) <= Number(element.max_value);
  return pattern.test(value) && above && below;
}
