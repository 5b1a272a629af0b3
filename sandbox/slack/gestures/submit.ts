import type { JsonObject } from '../json.ts';
import type { Outcome } from '../observed.ts';
import type { OpenView } from '../open-views.ts';
import { interactionBase } from '../payload-parts.ts';
import { Refused } from '../refused.ts';
import type { Forgeable, Who } from '../slack-sandbox.ts';
import { viewPayload } from '../view-payload.ts';
import { stateKey } from '../view-state.ts';
import type { Person } from '../workspace-model.ts';
import type { World } from '../world.ts';
import { elementsIn } from './find-element.ts';
import { unfinished } from './form-check.ts';
import { actor, interact, modalOf, outcomeOf, type Stage } from './stage.ts';
import { applyViewAck } from './view-ack.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';

/** docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission */
export async function submit(stage: Stage, user: Who, forge: Forgeable = {}): Promise<Outcome> {
  const { world } = stage;
  const person = actor(stage, user, forge);
  const view = modalOf(stage, person);
  if (!view.view.submit) throw new Error(`The modal of ${person.name} has no submit button.`);
  view.errors = unfinished(view);
  world.views.changed(view);
  if (Object.keys(view.errors).length > 0 && !forge.overrides) return { acked: false, ms: 0, error: 'incomplete' };
  view.errors = {};
  const delivery = await interact(stage, submission(world, person, view), forge);
  const outcome = outcomeOf(delivery);
  if (delivery.error) return { ...outcome, shown: TROUBLE };
  try {
    applyViewAck(world, view, delivery.ackBody);
    return outcome;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const why = (error.data.response_metadata as { messages?: string[] } | undefined)?.messages ?? [];
    return { ...outcome, error: 'invalid_ack', shown: [TROUBLE, error.code, ...why].join('\n') };
  }
}

function submission(world: World, person: Person, view: OpenView): JsonObject {
  const trigger = { user: person.id, viewId: view.id, ...(view.channel ? { channel: view.channel } : {}) };
  return {
    type: 'view_submission',
    ...interactionBase(world, person),
    trigger_id: world.triggers.issue(trigger),
    view: viewPayload(world, view),
    response_urls: responseUrls(world, person, view),
  };
}

/** One for each conversation menu with `response_url_enabled` ([D] handling-user-interaction#modal_responses). */
function responseUrls(world: World, person: Person, view: OpenView): JsonObject[] {
  const urls: JsonObject[] = [];
  for (const { block, element, blockId, actionId } of elementsIn(view.view.blocks)) {
    if (block.type !== 'input' || element.response_url_enabled !== true) continue;
    const value = view.state.get(stateKey(blockId, actionId))?.value;
    const channel = value?.selected_conversation ?? value?.selected_channel;
    if (typeof channel !== 'string') continue;
    const response_url = world.responseUrls.issue({ channel, user: person.id });
    urls.push({ block_id: blockId, action_id: actionId, channel_id: channel, response_url });
  }
  return urls;
}
