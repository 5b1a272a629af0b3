import { isObject, type Json } from '../json.ts';
import type { Outcome } from '../observed.ts';
import { channelName } from '../payload-parts.ts';
import { Refused } from '../refused.ts';
import { respond } from '../respond.ts';
import type { ResponseTarget } from '../response-urls.ts';
import type { SlackSandbox } from '../slack-sandbox.ts';
import { escapeCommandText } from './command-text.ts';
import { actor, outcomeOf, type Stage, sendOff } from './stage.ts';

type Gesture = Parameters<SlackSandbox['slashCommand']>[0];

/** docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling: the payload, field by field. */
export async function slashCommand(stage: Stage, gesture: Gesture): Promise<Outcome> {
  const { world } = stage;
  const { text = '', command = world.commands[0] ?? '', overrides } = gesture;
  const person = actor(stage, gesture.user, gesture);
  const channel = world.workspace.channel(gesture.channel);
  // Members of a connected workspace do not have our commands (reference 3.10; bolt-python#767).
  if (!world.commands.includes(command) || (person.kind === 'stranger' && !overrides)) {
    return { acked: false, ms: 0, error: 'invalid_command', shown: `${command} is not a valid command.` };
  }
  const { team, enterprise } = world.workspace;
  const target: ResponseTarget = { channel: channel.id, user: person.id };
  const body = {
    token: world.tokens.verification,
    team_id: team.id,
    team_domain: team.domain,
    ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.name,
    command,
    text: world.shouldEscape ? escapeCommandText(text.trim(), world.workspace) : text.trim(),
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: world.responseUrls.issue(target),
    trigger_id: world.triggers.issue({ user: person.id, channel: channel.id }),
  };
  const delivery = await sendOff(stage, { envelope: 'slash_commands', body }, gesture);
  const outcome = outcomeOf(delivery);
  if (delivery.error) return { ...outcome, shown: `${command} failed with the error "${delivery.error}"` };
  return showAnswer(stage, outcome, target, delivery.ackBody);
}

/** The ack of a command may be a message: ephemeral, or `in_channel`. */
function showAnswer({ world }: Stage, outcome: Outcome, target: ResponseTarget, ackBody: Json | undefined): Outcome {
  if (ackBody === undefined || ackBody === '') return outcome;
  try {
    respond(world, target, isObject(ackBody) ? ackBody : { text: String(ackBody) }, 'slash_ack');
    return outcome;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...outcome, error: 'invalid_ack', shown: `The answer was refused: ${error.code}` };
  }
}
