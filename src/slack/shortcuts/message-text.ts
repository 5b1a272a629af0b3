/** A name that stands further back is not looked for (domain/mentioned.ts). */
const ENOUGH = 8_000;
/** Slack nests no deeper: an attachment, a table, its rows and cells, rich text, its sections and elements. */
const DEEPEST = 12;

/** Where apps put words people read: texts, and those of attachments. */
const READABLE = new Set(['text', 'title', 'pretext', 'fallback', 'value']);

/**
 * What a message says, without Slack's markup. What apps post often stands in its blocks or attachments only.
 *
 * @param message as a message shortcut carries it; nothing of it is trusted
 */
export function textOf(message: { readonly [field: string]: unknown }): string {
  const { text, blocks, attachments } = message;
  return withoutMarkup(wordsIn([{ text }, blocks, attachments]));
}

function wordsIn(value: unknown): string {
  const found: string[] = [];
  let length = 0;
  const walk = (inside: unknown, depth: number): void => {
    if (typeof inside !== 'object' || inside === null || depth > DEEPEST || length > ENOUGH) return;
    for (const [key, part] of Object.entries(inside)) {
      if (typeof part === 'string' && READABLE.has(key)) {
        found.push(part.slice(0, ENOUGH));
        length += part.length;
      } else walk(part, depth + 1);
    }
  };
  walk(value, 0);
  return found.join('\n');
}

/** `<url|text>` says text, `<@U…>` and `<!here>` no name of a connector (docs.slack.dev/messaging/formatting-message-text). */
function withoutMarkup(mrkdwn: string): string {
  return mrkdwn
    .replace(/<[@!#][^<>]*>/g, ' ')
    .replace(/<[^<>|]*\|([^<>]*)>/g, ' $1 ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
