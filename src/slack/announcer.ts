import type { SyncRun } from '../domain/sync-run.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Delivery } from './delivery.ts';
import type { Message } from './messages/block-kit.ts';
import { explain } from './messages/problem.ts';
import { type ConnectorUrl, referenceOf, syncMessage } from './messages/sync-message.ts';

/**
 * The Announcer port over Slack: the channel, then the response_url, then the requester's direct messages, then the log.
 * `copyTo` (C1_SYNC_CHANNEL) gets a copy of each.
 */
export function createAnnouncer({
  delivery,
  log,
  clock,
  connectorUrl,
  copyTo,
}: {
  delivery: Delivery;
  log: Log;
  clock: Clock;
  connectorUrl: ConnectorUrl;
  copyTo: string | null;
}): Announcer {
  const tellThere = async (run: SyncRun, message: Message, replyTo: string | null): Promise<void> => {
    const told = await delivery.tell(
      [
        ...(run.channelId === null ? [] : [delivery.channel(run.channelId, message)]),
        ...(replyTo === null ? [] : [delivery.responseUrl(replyTo, message, 'in_channel')]),
        delivery.directMessage(run.requestedBy, message),
      ],
      { run: run.id, channel: run.channelId },
    );
    if (told === undefined) log.error({ run: run.id, said: message.text }, 'nobody could be told of a sync');
  };

  const tellCopy = async (run: SyncRun, message: Message): Promise<void> => {
    if (copyTo === null || copyTo === run.channelId) return;
    await delivery.tell([delivery.channel(copyTo, message)], { run: run.id, channel: copyTo });
  };

  return {
    async announce(run, { replyTo = null, error } = {}) {
      const context = { managers: [], reference: referenceOf(run), now: clock.now() };
      const message = syncMessage(run, connectorUrl, error === undefined ? undefined : explain(error, context));
      await Promise.all([tellThere(run, message, replyTo), tellCopy(run, message)]);
    },
  };
}
