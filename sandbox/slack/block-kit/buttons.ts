import { element } from './actionable.ts';
import { list, object, oneOf, text } from './check.ts';
import { overflowOption } from './option.ts';
import { plainText } from './text-object.ts';

const style = oneOf('primary', 'danger');
const accessibility_label = text({ max: 75 });

/** docs.slack.dev/reference/block-kit/block-elements/button-element: text 75, value 2000, url 3000. */
export const button = element(
  'button',
  ['confirm'],
  { text: plainText(75) },
  { value: text({ max: 2000 }), url: text({ max: 3000 }), style, accessibility_label },
);

const parameter = object({ name: text(), value: text({ min: 0 }) });
const trigger = object({ url: text() }, { customizable_input_parameters: list(parameter, { max: 100 }) });

export const workflowButton = element(
  'workflow_button',
  [],
  { text: plainText(75), workflow: object({ trigger }) },
  { style, accessibility_label },
);

/** docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element: at most 5 options. */
export const overflow = element('overflow', ['confirm'], { options: list(overflowOption, { min: 1, max: 5 }) });

const feedback = object({ text: plainText(75), value: text({ max: 2000 }) }, { accessibility_label });
export const feedbackButtons = element('feedback_buttons', [], {
  positive_button: feedback,
  negative_button: feedback,
});

export const iconButton = element(
  'icon_button',
  ['confirm'],
  { icon: text(), text: plainText(75) },
  { value: text({ max: 2000 }), accessibility_label, visible_to_user_ids: list(text(), { max: 100 }) },
);
