import { oneLine, truncate } from '../../domain/plain-text.ts';

/**
 * The one place where text from C1 and from people becomes mrkdwn. Slack asks for exactly these three characters
 * (docs.slack.dev/messaging/formatting-message-text): `<!channel>`, `<@U…>` and `<url|text>` are then only text.
 */
export function escaped(text: string, max = 500): string {
  return truncate(oneLine(text), max).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Slack shows the person's own name for it; in an ephemeral message it notifies nobody. */
export function mention(userId: string): string {
  return /^[UW][A-Z0-9]+$/.test(userId) ? `<@${userId}>` : escaped(userId);
}

/**
 * A user group, by the handle that Slack shows for its id. It notifies everybody in the group in a message that they can
 * see: only for answers to one person and for views.
 */
export function groupMention(groupId: string): string {
  return /^S[A-Z0-9]+$/.test(groupId) ? `<!subteam^${groupId}>` : escaped(groupId);
}

/** A moment in the reader's own time zone; `ms` since the epoch. */
export function moment(ms: number): string {
  const fallback = new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(ms / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}

export function link(url: string, text: string): string {
  return `<${encodeURI(decodeURI(url)).replace(/[|>]/g, encodeURIComponent)}|${escaped(text)}>`;
}

/** `4m 12s`, `1h 05m`, `12s`; `ms` of duration. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}
