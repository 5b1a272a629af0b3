import type { Outlook } from '../domain/outlook.ts';
import { hasEnded, type MessagePlace, referenceOf, type SyncRun } from '../domain/sync-run.ts';
import type { Announcer, Aside } from '../ports/announcer.ts';
import type { Log } from '../ports/log.ts';
import type { Delivered, Delivery } from './delivery.ts';
import type { Message } from './messages/block-kit.ts';
import { endMessage, endReply } from './messages/end-message.ts';
import { explain } from './messages/problem.ts';
import { type ConnectorUrl, syncMessage } from './messages/sync-message.ts';

/**
 * The Announcer port over Slack: the channel, then the response_url, then the requester's direct messages, then the log.
 * `copyTo` (C1_SYNC_CHANNEL) gets a copy of each.
 */
export function createAnnouncer({
  delivery,
  log,
  connectorUrl,
  copyTo,
}: {
  delivery: Delivery;
  log: Log;
  connectorUrl: ConnectorUrl;
  copyTo: string | null;
}): Announcer {
  const tellThere = async (run: SyncRun, message: Message, replyTo: string | null): Promise<Delivered | undefined> => {
    const told = await delivery.tell(
      [
        ...(run.channelId === null ? [] : [delivery.channel(run.channelId, message)]),
        ...(replyTo === null ? [] : [delivery.responseUrl(replyTo, message, 'in_channel')]),
        delivery.directMessage(run.requestedBy, message),
      ],
      { run: run.id, channel: run.channelId },
    );
    if (told === undefined) log.error({ run: run.id, said: message.text }, 'nobody could be told of a sync');
    return told;
  };

  const tellCopy = async (run: SyncRun, message: Message): Promise<MessagePlace | null> => {
    if (copyTo === null || copyTo === run.channelId) return null;
    const told = await delivery.tell([delivery.channel(copyTo, message)], { run: run.id, channel: copyTo });
    return told?.place ?? null;
  };

  const rewriteThere = async (run: SyncRun, message: Message): Promise<Delivered | undefined> => {
    const place = run.message;
    if (place === null) return hasEnded(run) ? tellThere(run, message, null) : undefined;
    const rewritten = await delivery.rewrite(place, message, { run: run.id });
    if (rewritten === 'failed') return undefined;
    return rewritten === 'done' ? { way: 'rewritten', place } : tellThere(run, message, null);
  };

  const rewriteCopy = async (run: SyncRun, message: Message): Promise<MessagePlace | null> => {
    const place = run.copy;
    if (place === null) return hasEnded(run) ? tellCopy(run, message) : null;
    return (await delivery.rewrite(place, message, { run: run.id })) === 'gone' ? tellCopy(run, message) : place;
  };

  return {
    async announce(run, outlook, { replyTo = null, error }: Aside = {}) {
      const why = error && explain(error, { managers: [], reference: referenceOf(run), now: outlook.now });
      const message = syncMessage(run, outlook, connectorUrl, why);
      const [told, copy] = await Promise.all([tellThere(run, message, replyTo), tellCopy(run, message)]);
      return { told: told !== undefined, message: told?.place ?? null, copy };
    },

    async update(run: SyncRun, outlook: Outlook) {
      const message = syncMessage(run, outlook, connectorUrl);
      const [told, copy] = await Promise.all([rewriteThere(run, message), rewriteCopy(run, message)]);
      return { told: told !== undefined, message: told?.place ?? null, copy };
    },

    async callWatchers(run) {
      const reply =
        run.message === null ? [] : [delivery.tell([delivery.reply(run.message, endReply(run))], { run: run.id })];
      const elsewhere = run.watchers.filter(({ direct }) => direct);
      const message = endMessage(run, connectorUrl);
      const direct = elsewhere.map(({ userId }) =>
        delivery.tell([delivery.directMessage(userId, message)], { run: run.id, user: userId }),
      );
      await Promise.all([...reply, ...direct]);
    },
  };
}
