import type { SeenMessage } from '../slack/observed.ts';
import { Avatar, realNameOf } from './avatar.tsx';
import { Blocks } from './block-kit/blocks.tsx';
import { SurfaceProvider } from './block-kit/surface.ts';
import { Files } from './files.tsx';
import { Icon } from './icons.tsx';
import { useMessageSurface } from './message-surface.ts';
import { MessageTools } from './message-tools.tsx';
import { Mrkdwn } from './mrkdwn/mrkdwn.tsx';
import { Replies } from './replies.tsx';
import { useSession } from './session.ts';
import { timeOfDay, tsToMs, wholeMoment } from './time.ts';

interface Props {
  readonly message: SeenMessage;
  readonly replies: readonly SeenMessage[];
  /** Under the same name as the one before. */
  readonly compact: boolean;
  readonly inThread: boolean;
}

export function Message({ message, replies, compact, inThread }: Props) {
  const { state } = useSession();
  const surface = useMessageSurface(message);
  const { user, ts, text, blocks, files = [], ephemeralTo, edits } = message;
  const name = realNameOf(state.people, state.names, user);
  const at = tsToMs(ts);
  const classes = ['message', compact ? 'compact' : '', ephemeralTo ? 'ephemeral' : ''].filter(Boolean).join(' ');
  return (
    <article class={classes} aria-label={`${name}, ${timeOfDay(at)}`} data-ts={ts}>
      {ephemeralTo !== undefined && (
        <p class="only-you">
          <Icon name="eye" size={14} /> Only visible to you
        </p>
      )}
      {message.broadcast === true && !inThread && <p class="only-you">replied to a thread</p>}
      <div class="gutter">
        {compact ? <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time> : <Avatar user={user} />}
      </div>
      <div class="message-main">
        {!compact && (
          <p class="message-head">
            <b class="author">{name}</b>
            {user === state.botUserId && <span class="app-badge">APP</span>}
            <time dateTime={new Date(at).toISOString()} title={wholeMoment(at)}>
              {timeOfDay(at)}
            </time>
          </p>
        )}
        <div class="message-body">
          {blocks.length > 0 ? (
            <SurfaceProvider value={surface}>
              <Blocks blocks={blocks} />
            </SurfaceProvider>
          ) : (
            <Mrkdwn text={text} />
          )}
          {files.length > 0 && <Files files={files} />}
          {/* "If blocks are used … the edited flag will not be displayed": docs.slack.dev/reference/methods/chat.update */}
          {edits.length > 0 && blocks.length === 0 && (
            <span class="edited" title={wholeMoment(edits.at(-1)?.at ?? at)}>
              (edited)
            </span>
          )}
        </div>
        {replies.length > 0 && <Replies root={ts} replies={replies} />}
      </div>
      <MessageTools message={message} inThread={inThread} />
    </article>
  );
}
