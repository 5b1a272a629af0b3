import { block } from './block.ts';
import { button, feedbackButtons, iconButton, overflow, workflowButton } from './buttons.ts';
import { also, byType, type Check, flag, list, text } from './check.ts';
import { imageBlock, imageElement } from './image.ts';
import { pickers, typedInputs } from './inputs.ts';
import { richText } from './rich-text.ts';
import { selects } from './selects.ts';
import { anyText, mrkdwn, plainText } from './text-object.ts';

const { rich_text_input, ...onlyInInputs } = typedInputs;
const pressable = { button, workflow_button: workflowButton, overflow };

const inAccessory = byType({ ...pressable, ...selects, ...pickers, image: imageElement });
const inActions = byType({ ...pressable, ...selects, ...pickers, rich_text_input });
const inInput = byType({ ...selects, ...pickers, ...onlyInInputs, rich_text_input });
const inContext = byType({ image: imageElement, plain_text: plainText(3000), mrkdwn: mrkdwn(3000) });

/** docs.slack.dev/reference/block-kit/blocks/section-block: text 3000, or 1 to 10 fields of 2000. */
const section = also(
  block(
    'section',
    {},
    {
      text: anyText(3000),
      fields: list(anyText(2000), { min: 1, max: 10 }),
      accessory: inAccessory,
      expand: flag,
    },
  ),
  (value, at, say) => {
    if (value.text === undefined && value.fields === undefined) say(at, 'missing required field: text');
  },
);

/** docs.slack.dev/reference/block-kit/blocks/… : actions 25, context 10, context_actions 5, header 150, label 2000. */
export const classicBlocks = {
  section,
  divider: block('divider', {}),
  header: block('header', { text: plainText(150) }),
  image: imageBlock,
  actions: block('actions', { elements: list(inActions, { min: 1, max: 25 }) }),
  context: block('context', { elements: list(inContext, { min: 1, max: 10 }) }),
  context_actions: block('context_actions', {
    elements: list(byType({ feedback_buttons: feedbackButtons, icon_button: iconButton }), { min: 1, max: 5 }),
  }),
  input: block(
    'input',
    { label: plainText(2000), element: inInput },
    {
      hint: plainText(2000),
      optional: flag,
      dispatch_action: flag,
    },
  ),
  markdown: block('markdown', { text: text({ max: 12_000 }) }),
  rich_text: richText,
} satisfies Record<string, Check>;
