import type { Log } from '../ports/log.ts';
import type { Delivery } from './delivery.ts';
import type { Place } from './gesture.ts';
import type { Message } from './messages/block-kit.ts';

/** Tells everybody in the place where a person did something. Never rejects. */
export type TellPlace = (place: Place, message: Message) => Promise<void>;

/**
 * For what is not a run: the channel, then the response_url, then that person's direct messages, then the log.
 * `copyTo` (C1_SYNC_CHANNEL) gets a copy.
 */
export function createTellPlace({
  delivery,
  log,
  copyTo,
}: {
  delivery: Delivery;
  log: Log;
  copyTo: string | null;
}): TellPlace {
  const tellThere = async ({ userId, channelId, responseUrl }: Place, message: Message): Promise<void> => {
    const told = await delivery.tell(
      [
        ...(channelId === null ? [] : [delivery.channel(channelId, message)]),
        ...(responseUrl === null ? [] : [delivery.responseUrl(responseUrl, message, 'in_channel')]),
        delivery.directMessage(userId, message),
      ],
      { user: userId, channel: channelId },
    );
    if (told === undefined) log.error({ user: userId, said: message.text }, 'nobody could be told of a change');
  };

  const tellCopy = async ({ channelId }: Place, message: Message): Promise<void> => {
    if (copyTo === null || copyTo === channelId) return;
    await delivery.tell([delivery.channel(copyTo, message)], { channel: copyTo });
  };

  return async (place, message) => {
    await Promise.all([tellThere(place, message), tellCopy(place, message)]);
  };
}
