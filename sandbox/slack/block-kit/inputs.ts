import { element } from './actionable.ts';
import { type Check, flag, integer, list, matching, text } from './check.ts';
import { markedOption, withInitialAmongOptions } from './option.ts';
import { richText } from './rich-text.ts';

const typed = ['dispatch_action_config', 'focus_on_load', 'placeholder'] as const;
const date = matching(/^\d{4}-\d\d-\d\d$/);
const time = matching(/^\d\d:\d\d$/);
/** Ten digits ([D] datetime-picker-element). */
const instant = integer({ min: 1_000_000_000, max: 9_999_999_999 });
const decimal = matching(/^-?\d+(\.\d+)?$/);

/** docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element: 3000 characters at most. */
export const typedInputs = {
  plain_text_input: element(
    'plain_text_input',
    [...typed],
    {},
    {
      initial_value: text({ min: 0, max: 3000 }),
      multiline: flag,
      min_length: integer({ min: 0, max: 3000 }),
      max_length: integer({ min: 1, max: 3000 }),
    },
  ),
  number_input: element(
    'number_input',
    [...typed],
    { is_decimal_allowed: flag },
    {
      initial_value: decimal,
      min_value: decimal,
      max_value: decimal,
    },
  ),
  email_text_input: element('email_text_input', [...typed], {}, { initial_value: text() }),
  url_text_input: element('url_text_input', [...typed], {}, { initial_value: text() }),
  rich_text_input: element(
    'rich_text_input',
    [...typed],
    {},
    {
      initial_value: richText,
      min_lines: integer({ min: 1, max: 100 }),
      max_lines: integer({ min: 1, max: 100 }),
    },
  ),
  file_input: element(
    'file_input',
    [],
    {},
    {
      filetypes: list(text(), { max: 100 }),
      max_files: integer({ min: 1, max: 10 }),
    },
  ),
} satisfies Record<string, Check>;

/** [D] checkboxes-element, radio-button-group-element: 1 to 10 options. */
const ticks = list(markedOption, { min: 1, max: 10 });

export const pickers = {
  datepicker: element('datepicker', ['confirm', 'focus_on_load', 'placeholder'], {}, { initial_date: date }),
  timepicker: element(
    'timepicker',
    ['confirm', 'focus_on_load', 'placeholder'],
    {},
    {
      initial_time: time,
      timezone: text(),
    },
  ),
  datetimepicker: element('datetimepicker', ['confirm', 'focus_on_load'], {}, { initial_date_time: instant }),
  checkboxes: withInitialAmongOptions(
    element('checkboxes', ['confirm', 'focus_on_load'], { options: ticks }, { initial_options: ticks }),
  ),
  radio_buttons: withInitialAmongOptions(
    element('radio_buttons', ['confirm', 'focus_on_load'], { options: ticks }, { initial_option: markedOption }),
  ),
} satisfies Record<string, Check>;
