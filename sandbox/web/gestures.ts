import type {
  ClickOutcome,
  FailedDelivery,
  Outcome,
  SeenMessage,
  SeenView,
  SuggestedOptions,
} from '../slack/observed.ts';
import type { SlackSandbox } from '../slack/slack-sandbox.ts';
import type { Channel, Person } from '../slack/workspace-model.ts';
import { canSee, personCalled } from './people.ts';
import type { Gesture, GestureResult } from './protocol.ts';
import { Refused } from './refused.ts';

/** Does what a person did on the page, as Slack would let them. */
export async function doGesture(slack: SlackSandbox, gesture: Gesture): Promise<GestureResult> {
  const person = personCalled(slack, gesture.as);
  try {
    return resultOf(await act(slack, person, gesture));
  } catch (error) {
    // The workspace says in a sentence what is not there or cannot be done; anything else is a mistake in it.
    if (error instanceof Error && error.constructor === Error) throw new Refused(error.message);
    throw error;
  }
}

type Done = Outcome & Partial<ClickOutcome & SuggestedOptions>;

const NOTHING_SENT: Done = { acked: false, ms: 0 };

async function act(slack: SlackSandbox, person: Person, gesture: Gesture): Promise<Done> {
  switch (gesture.do) {
    case 'say':
      slack.say(person, channelOf(slack, person, gesture.channel), gesture.text, gesture.threadTs);
      return NOTHING_SENT;
    case 'command': {
      const { command, text } = gesture;
      return slack.slashCommand({ user: person, channel: channelOf(slack, person, gesture.channel), command, text });
    }
    case 'typeahead':
      return slack.typeahead(person, gesture.blockId, gesture.value);
    case 'choose':
      return slack.choose(person, gesture.blockId, [...gesture.options]);
    case 'fill':
      return slack.fill(person, gesture.blockId, gesture.value);
    case 'submit':
      return slack.submit(person);
    case 'close':
      return slack.closeView(person, { all: gesture.all ?? false });
    case 'click': {
      const { on, actionId, do: _, as: __, ...which } = gesture;
      const target = 'view' in on ? viewOf(slack, person, on.view) : messageOf(slack, person, on.message);
      return slack.click(person, target, actionId, which);
    }
    case 'home':
      return slack.openHome(ofThisTeam(person));
    case 'shortcut':
      return slack.globalShortcut(ofThisTeam(person), gesture.callbackId);
    case 'messageShortcut':
      return slack.messageShortcut(ofThisTeam(person), messageOf(slack, person, gesture), gesture.callbackId);
  }
}

function channelOf(slack: SlackSandbox, person: Person, id: string): Channel {
  const channel = slack.workspace.channels.get(id);
  if (!channel || !canSee(person, channel)) throw new Refused(`${person.realName} sees no channel ${id}.`);
  return channel;
}

function messageOf(slack: SlackSandbox, person: Person, at: { channel: string; ts: string }): SeenMessage {
  const seen = slack.messages(channelOf(slack, person, at.channel), { as: person });
  const message = seen.find(({ ts }) => ts === at.ts);
  if (!message) throw new Refused(`${person.realName} sees no message ${at.ts}; it may be deleted.`);
  return message;
}

function viewOf(slack: SlackSandbox, person: Person, id: string): SeenView {
  const view = [slack.openViewFor(person), slack.home(person)].find((each) => each?.id === id);
  if (!view) throw new Refused(`${person.realName} no longer has that view open.`);
  return view;
}

/** Members of a connected workspace see our messages, and have neither our shortcuts nor our Home (bolt-python#767). */
function ofThisTeam(person: Person): Person {
  if (person.kind === 'stranger')
    throw new Refused(`${person.realName} does not have this app: it is not in their workspace.`);
  return person;
}

/** Slack marks a button whose click failed with a sign; here there is room for a sentence. */
const FAILED: Partial<Record<FailedDelivery, string>> = {
  operation_timeout: 'The app did not answer within three seconds.',
  dispatch_failed: 'The app could not be reached.',
};

function resultOf({ acked, error, shown = error && FAILED[error], options, opens }: Done): GestureResult {
  return { acked, ...(shown ? { shown } : {}), ...(options ? { options } : {}), ...(opens ? { opens } : {}) };
}
