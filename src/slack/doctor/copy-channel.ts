import type { ConversationsInfoResponse, WebClient } from '@slack/web-api';
import { type Finding, ill, open, well } from '../../domain/finding.ts';
import { refusalOf, whySlackFailed } from './why-slack-failed.ts';

const WHAT = 'C1_SYNC_CHANNEL';

const INVITE = 'type /invite @c1-sync in the channel, or correct the id';

/** A timestamp that no message has. */
const NO_MESSAGE = '1.000001';

export interface CopyChannel {
  readonly channel: string | null;
  /** Undefined: not known. */
  readonly scopes: readonly string[] | undefined;
}

/** Whether c1-sync could post its copies there; nothing is posted to find out. */
export async function examineCopyChannel(client: WebClient, { channel, scopes }: CopyChannel): Promise<Finding> {
  if (channel === null) return well(WHAT, 'not set, so no channel gets a copy of every confirmation');
  try {
    const { channel: info } = await client.conversations.info({ channel });
    return judge(info ?? {}, scopes?.includes('chat:write.public') ?? true);
  } catch (error) {
    const refusal = refusalOf(error);
    // The scopes for that (channels:read, groups:read) are not asked for, so it is the usual answer.
    if (refusal === 'missing_scope') return lookFromAfar(client, channel);
    return refusal === 'channel_not_found' ? notFound() : open(WHAT, `not known: ${whySlackFailed(error)}`);
  }
}

function judge(info: NonNullable<ConversationsInfoResponse['channel']>, mayPostInPublic: boolean): Finding {
  const name = `#${info.name ?? info.id}`;
  if (info.is_archived) return ill(WHAT, `${name} is archived`, 'unarchive it, or set another channel');
  const outside = info.is_ext_shared ? '; it is shared with another organisation, which reads every confirmation' : '';
  if (info.is_member) return well(WHAT, `c1-sync is in ${name}${outside}`);
  if (info.is_private || !mayPostInPublic) return ill(WHAT, `c1-sync is not in ${name}`, INVITE);
  return well(WHAT, `${name} is public, so c1-sync can post there${outside}`);
}

/**
 * Needs no scope: asked for a message that does not exist, chat.getPermalink tells whether the channel does for us
 * (docs.slack.dev/reference/methods/chat.getPermalink, channel_not_found and message_not_found).
 */
async function lookFromAfar(client: WebClient, channel: string): Promise<Finding> {
  const refusal = await client.chat.getPermalink({ channel, message_ts: NO_MESSAGE }).then(() => undefined, refusalOf);
  if (refusal === 'channel_not_found') return notFound();
  if (refusal !== 'message_not_found') return open(WHAT, 'whether c1-sync can post there shows with the first sync');
  return well(WHAT, 'it exists, and c1-sync can see it');
}

function notFound(): Finding {
  return ill(
    WHAT,
    'Slack shows c1-sync no such channel: it does not exist, or is private without c1-sync in it',
    INVITE,
  );
}
