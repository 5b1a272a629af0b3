import { byType, type Check, flag, integer, list, number, object, oneOf, text } from './check.ts';

/** docs.slack.dev/reference/block-kit/blocks/rich-text-block */
const style = object({}, { bold: flag, italic: flag, strike: flag, underline: flag, code: flag });

function piece(type: string, required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return object({ type: oneOf(type), ...required }, { style, ...optional });
}

const id = text({ max: 255 });

const pieces = byType({
  text: piece('text', { text: text() }),
  link: piece('link', { url: text({ max: 3000 }) }, { text: text({ min: 0 }), unsafe: flag }),
  emoji: piece('emoji', { name: text() }, { unicode: text(), url: text() }),
  user: piece('user', { user_id: id }),
  usergroup: piece('usergroup', { usergroup_id: id }),
  channel: piece('channel', { channel_id: id }),
  team: piece('team', { team_id: id }),
  broadcast: piece('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  color: piece('color', { value: text() }),
  date: piece('date', { timestamp: number, format: text() }, { url: text(), fallback: text() }),
});

const words = list(pieces, { max: 1000 });
const border = oneOf(0, 1);
const section = object({ type: oneOf('rich_text_section'), elements: words });

const parts = byType({
  rich_text_section: section,
  rich_text_quote: object({ type: oneOf('rich_text_quote'), elements: words }, { border }),
  rich_text_preformatted: object(
    { type: oneOf('rich_text_preformatted'), elements: words },
    { border, language: text() },
  ),
  rich_text_list: object(
    { type: oneOf('rich_text_list'), style: oneOf('bullet', 'ordered'), elements: list(section, { max: 1000 }) },
    { indent: integer({ min: 0, max: 8 }), border, offset: integer({ min: 0, max: 100_000 }) },
  ),
});

export const richText = object(
  { type: oneOf('rich_text'), elements: list(parts, { max: 1000 }) },
  { block_id: text({ max: 255 }) },
);
