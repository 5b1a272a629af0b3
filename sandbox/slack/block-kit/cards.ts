import { block } from './block.ts';
import { button } from './buttons.ts';
import { also, type Check, flag, list, object, oneOf, text } from './check.ts';
import { imageElement } from './image.ts';
import { richText } from './rich-text.ts';
import { anyText, mrkdwn, plainText } from './text-object.ts';

/** reference 3.15; docs.slack.dev/reference/block-kit/blocks/card-block: title and subtitle 150, body 200, 3 buttons [I]. */
const card = also(
  block(
    'card',
    {},
    {
      hero_image: imageElement,
      icon: imageElement,
      title: mrkdwn(150),
      subtitle: mrkdwn(150),
      body: mrkdwn(200),
      actions: list(button, { min: 1, max: 3 }),
    },
  ),
  ({ hero_image, title, actions, body }, at, say) => {
    if (!hero_image && !title && !actions && !body) say(at, 'must define hero_image, title, actions or body');
  },
);

const source = object({ type: oneOf('url'), url: text({ max: 3000 }), text: text() });

/** docs.slack.dev/reference/block-kit/blocks/task-card-block */
const taskCard = block(
  'task_card',
  { task_id: text({ max: 255 }), title: text(), status: oneOf('pending', 'in_progress', 'complete', 'error') },
  { details: richText, output: richText, sources: list(source, { max: 100 }) },
);

/** docs.slack.dev/reference/block-kit/blocks/alert-block: 200 characters [I], modals only. */
const level = oneOf('default', 'info', 'warning', 'error', 'success');

export const cards = {
  card,
  carousel: block('carousel', { elements: list(card, { min: 1, max: 10 }) }),
  task_card: taskCard,
  plan: block('plan', { title: text() }, { tasks: list(taskCard, { max: 50 }) }),
  alert: block('alert', { text: anyText(200) }, { level }),
} satisfies Record<string, Check>;

/** docs.slack.dev/reference/block-kit/blocks/container-block (since 2026-06-29): up to 10 blocks, a title. */
export function container(child: Check): Check {
  const shape = block(
    'container',
    { child_blocks: list(child, { min: 1, max: 10 }) },
    {
      title: plainText(150),
      rich_text_title: richText,
      subtitle: anyText(150),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: imageElement,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  );
  return also(shape, (value, at, say) => {
    if (!value.title && !value.rich_text_title) say(at, 'missing required field: title');
    if (value.default_collapsed && !value.is_collapsible) say(at, 'default_collapsed requires is_collapsible');
  });
}
