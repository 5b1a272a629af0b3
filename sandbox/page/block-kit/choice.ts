import type { JsonObject } from '../../slack/json.ts';
import { obj, objects, str, words } from './read.ts';

/** One thing that can be chosen, as a menu shows it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly group: string;
}

export function choiceOf(option: JsonObject, group = ''): Choice {
  return { value: str(option.value), label: words(option.text), description: words(option.description), group };
}

/** Of a static menu, with or without groups. */
export function choicesOf(element: JsonObject): Choice[] {
  return [
    ...objects(element.options).map((option) => choiceOf(option)),
    ...objects(element.option_groups).flatMap((group) =>
      objects(group.options).map((option) => choiceOf(option, words(group.label))),
    ),
  ];
}

/** What is chosen, by the value the state has for it, or at first by the element's own initial choice. */
export function chosenOptions(state: JsonObject | undefined, element: JsonObject): Choice[] {
  const [one, several] = state
    ? [state.selected_option, state.selected_options]
    : [element.initial_option, element.initial_options];
  const single = obj(one);
  return (single ? [single] : objects(several)).map((option) => choiceOf(option));
}

const ID_FIELDS = {
  users: 'user',
  conversations: 'conversation',
  channels: 'channel',
} as const;

/** Ids that a menu of people or conversations has chosen. */
export function chosenIds(state: JsonObject | undefined, element: JsonObject, kind: keyof typeof ID_FIELDS): string[] {
  const name = ID_FIELDS[kind];
  const found = state
    ? [state[`selected_${name}`], state[`selected_${name}s`]]
    : [element[`initial_${name}`], element[`initial_${name}s`]];
  return found.flat().filter((id) => typeof id === 'string');
}
