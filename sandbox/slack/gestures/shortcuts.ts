import { messagePayload } from '../message-payload.ts';
import type { Outcome, SeenMessage } from '../observed.ts';
import { channelPayload, interactionBase } from '../payload-parts.ts';
import type { Forgeable, Who } from '../slack-sandbox.ts';
import { actor, interact, outcomeOf, type Stage } from './stage.ts';

/** docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload: global ones have no channel. */
export async function globalShortcut(
  stage: Stage,
  user: Who,
  callbackId: string,
  forge: Forgeable = {},
): Promise<Outcome> {
  const { world } = stage;
  const person = actor(stage, user, forge);
  const body = {
    type: 'shortcut',
    ...interactionBase(world, person),
    callback_id: callbackId,
    trigger_id: world.triggers.issue({ user: person.id }),
    action_ts: world.nextTs(),
  };
  return outcomeOf(await interact(stage, body, forge));
}

export async function messageShortcut(
  stage: Stage,
  user: Who,
  message: SeenMessage,
  callbackId: string,
  forge: Forgeable = {},
): Promise<Outcome> {
  const { world } = stage;
  const person = actor(stage, user, forge);
  const channel = world.workspace.channel(message.channel);
  const body = {
    type: 'message_action',
    ...interactionBase(world, person),
    callback_id: callbackId,
    trigger_id: world.triggers.issue({ user: person.id, channel: channel.id }),
    response_url: world.responseUrls.issue({ channel: channel.id, user: person.id }),
    channel: channelPayload(channel),
    message_ts: message.ts,
    message: messagePayload(world, message),
    action_ts: world.nextTs(),
  };
  return outcomeOf(await interact(stage, body, forge));
}
