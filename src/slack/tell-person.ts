import type { Log } from '../ports/log.ts';
import type { Delivery } from './delivery.ts';
import type { Place } from './gesture.ts';
import { type Message, section } from './messages/block-kit.ts';

/** Answers one person, seen by nobody else. Never rejects. */
export type TellPerson = (place: Place, message: Message | string) => Promise<void>;

/** Where they are, if possible: the response_url needs no membership; then the channel; then their direct messages. */
export function createTellPerson(delivery: Delivery, log: Log): TellPerson {
  return async ({ userId, channelId, responseUrl }, said) => {
    const message = typeof said === 'string' ? { text: said, blocks: [section(said)] } : said;
    const told = await delivery.tell(
      [
        ...(responseUrl === null ? [] : [delivery.responseUrl(responseUrl, message, 'ephemeral')]),
        ...(channelId === null ? [] : [delivery.ephemeral(channelId, userId, message)]),
        delivery.directMessage(userId, message),
      ],
      { user: userId },
    );
    if (told === undefined) log.error({ user: userId, said: message.text }, 'a person could not be told');
  };
}
