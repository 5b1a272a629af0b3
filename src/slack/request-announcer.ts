import type { Log } from '../ports/log.ts';
import type { RequestAnnouncer } from '../ports/request-announcer.ts';
import type { Delivery } from './delivery.ts';
import { answeredMessage, requestMessage } from './messages/access-request-message.ts';

/** The RequestAnnouncer port over Slack: direct messages, and the operator's channel (`copyTo`, C1_SYNC_CHANNEL). */
export function createRequestAnnouncer({
  delivery,
  log,
  copyTo,
}: {
  delivery: Delivery;
  log: Log;
  copyTo: string | null;
}): RequestAnnouncer {
  return {
    async post(request, managers) {
      const message = requestMessage(request);
      const ways = managers.map((userId) => delivery.directMessage(userId, message));
      if (copyTo !== null) ways.push(delivery.channel(copyTo, message));
      const told = await Promise.all(ways.map((way) => delivery.tell([way], { request: request.id })));
      const places = told.flatMap((one) => (one?.place ? [one.place] : []));
      if (places.length === 0) log.error({ request: request.id }, 'nobody could be told of a request for access');
      return places;
    },

    async showAnswer(request) {
      const message = requestMessage(request);
      const fields = { request: request.id };
      const shown = await Promise.all(request.places.map((place) => delivery.rewrite(place, message, fields)));
      // Whoever clicks on one that could not be rewritten is told the answer, so one that is gone needs no more.
      return request.places.filter((_, n) => shown[n] === 'failed');
    },

    async tellAsker(request) {
      const { userId } = request.asker;
      const message = answeredMessage(request);
      const ways = [delivery.directMessage(userId, message)];
      if (request.channelId !== null) ways.push(delivery.ephemeral(request.channelId, userId, message));
      const told = await delivery.tell(ways, { request: request.id, user: userId });
      if (told === undefined) log.error({ request: request.id, user: userId }, 'a person could not be told an answer');
      return told !== undefined;
    },
  };
}
