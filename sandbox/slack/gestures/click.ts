import { isObject, type JsonObject } from '../json.ts';
import { messagePayload } from '../message-payload.ts';
import type { ClickOutcome, SeenMessage, SeenView } from '../observed.ts';
import { channelPayload, interactionBase } from '../payload-parts.ts';
import type { Forgeable, Who } from '../slack-sandbox.ts';
import type { Person } from '../workspace-model.ts';
import { type Found, onlyElement } from './find-element.ts';
import { actor, interact, outcomeOf, type Stage } from './stage.ts';
import { actInView, action } from './view-actions.ts';

type Click = Forgeable & { option?: string; blockId?: string; deny?: boolean };

export async function click(
  stage: Stage,
  user: Who,
  on: SeenMessage | SeenView,
  actionId: string,
  how: Click = {},
): Promise<ClickOutcome> {
  const person = actor(stage, user, how);
  const found = onlyElement(blocksNow(stage, on), (each) => fits(each, actionId, how), `called ${actionId}`);
  const { element } = found;
  const confirm = isObject(element.confirm) ? { confirm: element.confirm } : {};
  if (how.deny) return { acked: false, ms: 0, ...confirm };
  const extras = { ...confirm, ...(typeof element.url === 'string' ? { opens: element.url } : {}) };
  const value = pressed(element, how.option);
  const outcome =
    'ts' in on
      ? await actInMessage(stage, person, on, found, value, how)
      : await actInView(stage, person, openView(stage, on), found, value, how);
  return { ...outcome, ...extras };
}

/** Buttons in a list may share an action_id: then the block or the button's value says which. */
function fits({ element, blockId, actionId }: Found, wanted: string, { blockId: block, option }: Click): boolean {
  const right = actionId === wanted && (block === undefined || blockId === block);
  return right && (element.type !== 'button' || option === undefined || element.value === option);
}

function pressed(element: JsonObject, option: string | undefined): JsonObject {
  const { text, value, style, icon } = element;
  const own = { ...(text ? { text } : {}), ...(value === undefined ? {} : { value }), ...(style ? { style } : {}) };
  if (element.type === 'button') return own;
  if (element.type === 'icon_button') return { ...own, icon: icon ?? '' };
  if (element.type === 'workflow_button')
    throw new Error('A workflow button starts a workflow; the app hears nothing.');
  const groups = (element.option_groups ?? [element]) as JsonObject[];
  const selected = groups
    .flatMap(({ options }) => (options ?? []) as JsonObject[])
    .find((each) => each.value === option);
  if (!selected) throw new Error(`${element.type} ${element.action_id} has no option ${option}.`);
  return { selected_option: selected };
}

/** A person clicks what is on the screen now, whatever the test saw before. */
function blocksNow(stage: Stage, on: SeenMessage | SeenView): JsonObject[] {
  return 'ts' in on ? on.blocks : openView(stage, on).view.blocks;
}

function openView({ world }: Stage, seen: SeenView) {
  const view = world.views.find({ viewId: seen.id });
  if (!view) throw new Error(`The view ${seen.id} is closed.`);
  return view;
}

/** docs.slack.dev/reference/interaction-payloads/block_actions-payload, from a message; ephemeral ones carry no message. */
async function actInMessage(
  stage: Stage,
  person: Person,
  seen: SeenMessage,
  { blockId, actionId, element }: Found,
  value: JsonObject,
  forge: Forgeable,
) {
  const { world } = stage;
  const message = world.messages.find(seen.channel, seen.ts);
  const channel = world.workspace.channel(seen.channel);
  if (!message) throw new Error(`The message ${seen.ts} is gone.`);
  const hidden =
    (message.ephemeralTo ?? person.id) !== person.id || (channel.kind !== 'public' && !channel.members.has(person.id));
  if (hidden && !forge.overrides) throw new Error(`${person.name} cannot see the message ${seen.ts}.`);
  const ephemeral = message.ephemeralTo !== undefined;
  const body = {
    type: 'block_actions',
    ...interactionBase(world, person),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    trigger_id: world.triggers.issue({ user: person.id, channel: channel.id }),
    channel: channelPayload(channel),
    ...(ephemeral ? {} : { message: messagePayload(world, message) }),
    state: { values: {} },
    response_url: world.responseUrls.issue({ channel: channel.id, user: person.id, message: message.ts }),
    actions: [action(world.nextTs(), blockId, actionId, element, value)],
  };
  return outcomeOf(await interact(stage, body, forge));
}
