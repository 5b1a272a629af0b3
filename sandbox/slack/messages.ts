import type { Changes } from './changes.ts';
import type { JsonObject } from './json.ts';
import type { SeenMessage } from './observed.ts';

export type NewMessage = Omit<SeenMessage, 'ts' | 'edits' | 'deleted'>;

export interface Messages {
  post(message: NewMessage): SeenMessage;
  /** A message Slack would still find: not deleted. */
  find(channel: string, ts: string): SeenMessage | undefined;
  edit(message: SeenMessage, text: string, blocks: JsonObject[]): void;
  remove(message: SeenMessage): void;
  in(channel: string): SeenMessage[];
  readonly all: readonly SeenMessage[];
}

export function createMessages(nextTs: () => string, now: () => number, changes: Changes): Messages {
  const all: SeenMessage[] = [];
  const byChannel = new Map<string, Map<string, SeenMessage>>();

  return {
    all,
    post(draft) {
      const message: SeenMessage = { ...draft, ts: nextTs(), edits: [], deleted: false };
      all.push(message);
      const channel = byChannel.get(message.channel) ?? new Map<string, SeenMessage>();
      byChannel.set(message.channel, channel.set(message.ts, message));
      changes.tell({ kind: 'message', message });
      return message;
    },
    find(channel, ts) {
      const message = byChannel.get(channel)?.get(ts);
      return message?.deleted ? undefined : message;
    },
    edit(message, text, blocks) {
      message.edits.push({ at: now(), text: message.text, blocks: message.blocks });
      message.text = text;
      message.blocks = blocks;
      changes.tell({ kind: 'message_changed', message });
    },
    remove(message) {
      message.deleted = true;
      changes.tell({ kind: 'message_deleted', message });
    },
    in: (channel) => [...(byChannel.get(channel)?.values() ?? [])].filter(({ deleted }) => !deleted),
  };
}
