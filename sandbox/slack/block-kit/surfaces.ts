import { cards, container } from './cards.ts';
import { charts } from './charts.ts';
import { byType, type Check } from './check.ts';
import { classicBlocks } from './classic-blocks.ts';
import { tables } from './tables.ts';

/** Which block may stand where: docs.slack.dev/blocks.json `available-in-surfaces`; where it was cut off, [I]. */
const { section, divider, header, image, actions, context, context_actions, input, markdown, rich_text } =
  classicBlocks;
const everywhere = { section, divider, header, image, actions, context, input, rich_text, card: cards.card };

const inContainer = byType({
  section,
  divider,
  header,
  image,
  actions,
  context,
  input,
  rich_text,
  table: tables.table,
});

export const inMessages: Check = byType({
  ...everywhere,
  ...tables,
  ...charts,
  context_actions,
  markdown,
  carousel: cards.carousel,
  task_card: cards.task_card,
  plan: cards.plan,
  container: container(inContainer),
});

export const inModals: Check = byType({ ...everywhere, alert: cards.alert });

export const inHomes: Check = byType({ ...everywhere, carousel: cards.carousel });
