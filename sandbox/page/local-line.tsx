import { Avatar, SLACKBOT } from './avatar.tsx';
import { Icon } from './icons.tsx';
import type { LocalLine } from './local-lines.ts';
import { Mrkdwn } from './mrkdwn/mrkdwn.tsx';
import { useSession } from './session.ts';
import { timeOfDay } from './time.ts';

/** What is on its way, greyed; or what Slack itself says to this person alone. */
export function LocalLineItem({ line, compact }: { line: LocalLine; compact: boolean }) {
  const { state, lines } = useSession();
  const { kind, text, at } = line;
  if (kind === 'pending') {
    return (
      <article class="message pending" aria-label={`${state.me.realName}, sending`} aria-busy="true">
        <div class="gutter">
          <Avatar user={state.me.id} />
        </div>
        <div class="message-main">
          <p class="message-head">
            <b class="author">{state.me.realName}</b>
            <span class="sending">
              <span class="spinner" aria-hidden="true" /> Sending …
            </span>
          </p>
          <div class="message-body">
            {text.startsWith('/') ? <span class="lines">{text}</span> : <Mrkdwn text={text} />}
          </div>
        </div>
      </article>
    );
  }
  return (
    <article class="message ephemeral" aria-label={`Slackbot, ${timeOfDay(at)}`}>
      {!compact && (
        <p class="only-you">
          <Icon name="eye" size={14} /> Only visible to you
        </p>
      )}
      <div class="gutter">{!compact && <Avatar user={SLACKBOT} />}</div>
      <div class="message-main">
        {!compact && (
          <p class="message-head">
            <b class="author">Slackbot</b>
            <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>
          </p>
        )}
        <div class="message-body">
          <span class="lines">{text}</span>
        </div>
      </div>
      <div class="message-tools">
        <button
          type="button"
          class="button icon-only"
          aria-label="Dismiss"
          title="Dismiss"
          onClick={() => lines.dismiss(line.id)}
        >
          <Icon name="close" size={16} />
        </button>
      </div>
    </article>
  );
}
