import { choose, fill } from './gestures/choose.ts';
import { click } from './gestures/click.ts';
import { closeView } from './gestures/close-view.ts';
import { openHome } from './gestures/open-home.ts';
import { globalShortcut, messageShortcut } from './gestures/shortcuts.ts';
import { slashCommand } from './gestures/slash-command.ts';
import type { Stage } from './gestures/stage.ts';
import { submit } from './gestures/submit.ts';
import { typeahead } from './gestures/typeahead.ts';
import { isObject, type Json } from './json.ts';
import type { Delivery, EnvelopeType, SeenMessage } from './observed.ts';
import type { SlackSandbox } from './slack-sandbox.ts';

type Gestures = Pick<
  SlackSandbox,
  | 'slashCommand'
  | 'typeahead'
  | 'choose'
  | 'fill'
  | 'submit'
  | 'closeView'
  | 'click'
  | 'openHome'
  | 'globalShortcut'
  | 'messageShortcut'
  | 'say'
  | 'deliver'
  | 'redeliver'
>;

/** Everything a person, or Slack itself, can send the app. */
export function peopleDo(stage: Stage): Gestures {
  return {
    slashCommand: (gesture) => slashCommand(stage, gesture),
    typeahead: (...gesture) => typeahead(stage, ...gesture),
    choose: (...gesture) => choose(stage, ...gesture),
    fill: (...gesture) => fill(stage, ...gesture),
    submit: (...gesture) => submit(stage, ...gesture),
    closeView: (...gesture) => closeView(stage, ...gesture),
    click: (...gesture) => click(stage, ...gesture),
    openHome: (...gesture) => openHome(stage, ...gesture),
    globalShortcut: (...gesture) => globalShortcut(stage, ...gesture),
    messageShortcut: (...gesture) => messageShortcut(stage, ...gesture),
    say: (...message) => say(stage, ...message),
    deliver: (body, how = {}) => stage.deliver({ ...how, envelope: how.envelope ?? envelopeOf(body), body }),
    redeliver: (delivery, how = {}) => redeliver(stage, delivery, how.retryAttempt),
  };
}

function say({ world }: Stage, ...[user, where, text, threadTs]: Parameters<SlackSandbox['say']>): SeenMessage {
  const { id: channel } = world.workspace.channel(where);
  const author = world.workspace.person(user).id;
  return world.messages.post({
    channel,
    user: author,
    text,
    blocks: [],
    source: 'person',
    ...(threadTs ? { threadTs } : {}),
  });
}

function envelopeOf(body: Json): EnvelopeType {
  if (isObject(body) && 'command' in body) return 'slash_commands';
  return isObject(body) && body.type === 'event_callback' ? 'events_api' : 'interactive';
}

/** Events are marked as a retry unless told otherwise; the same envelope may also come back unmarked (bolt-js#2487). */
function redeliver(stage: Stage, again: Delivery, attempt = again.envelope === 'events_api' ? 1 : undefined) {
  const { envelope, body } = again;
  return stage.deliver({ envelope, body, again, ...(attempt === undefined ? {} : { retryAttempt: attempt }) });
}
