import type {
  ActionsBlock,
  Button,
  ContextBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import { truncate } from '../../domain/plain-text.ts';
import { OPEN_IN_C1 } from '../ids.ts';
import type { DataVisualizationBlock } from './data-visualization.ts';

/** A message: `text` tells the whole fact in one line, for notifications and screen readers. */
export interface Message {
  readonly text: string;
  readonly blocks: (KnownBlock | DataVisualizationBlock)[];
  /** The same in plainer blocks, for a workspace that refuses the newest ones (slack-platform 3.15). */
  readonly fallback?: KnownBlock[];
}

/** Limits of docs.slack.dev/reference/block-kit, in characters. */
const SECTION_TEXT = 3000;
const BUTTON_TEXT = 75;

/** Slack neither turns `:word:` into an emoji nor anything into a ping here. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: truncate(text, max), emoji: false };
}

/** `verbatim`: Slack must not make links of names that look like channels or addresses. Takes text already escaped. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: text.length <= SECTION_TEXT ? text : cutMarkup(text), verbatim: true };
}

export function section(text: string, blockId?: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text), ...(blockId === undefined ? {} : { block_id: blockId }) };
}

/** Lines, each whole, over as many sections as they need. */
export function sections(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < SECTION_TEXT) texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map((text) => section(text));
}

export function context(...texts: string[]): ContextBlock {
  return { type: 'context', elements: texts.map(mrkdwn) };
}

export function actions(...elements: Button[]): ActionsBlock {
  return { type: 'actions', elements };
}

/** A link as a button. Slack reports the click all the same. */
export function openInC1(url: string): Button {
  return { ...button(OPEN_IN_C1, 'Open in C1', 'open'), url };
}

export function button(actionId: string, text: string, value: string, style?: 'primary' | 'danger'): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(text, BUTTON_TEXT),
    value,
    ...(style === undefined ? {} : { style }),
  };
}

export function option(text: string, value: string, description?: string): PlainTextOption {
  return {
    text: plain(text, 75),
    value,
    ...(description === undefined ? {} : { description: plain(description, 75) }),
  };
}

/** Markup cut in the middle of `<…>` would show its inside: the cut falls before the last line that fits. */
function cutMarkup(text: string): string {
  const kept = text.slice(0, SECTION_TEXT - 2);
  const line = kept.lastIndexOf('\n');
  return `${kept.slice(0, line > 0 ? line : Math.max(kept.lastIndexOf(' '), 0))}\n…`;
}
