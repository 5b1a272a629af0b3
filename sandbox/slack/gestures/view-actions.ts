import type { JsonObject } from '../json.ts';
import type { Outcome } from '../observed.ts';
import type { OpenView } from '../open-views.ts';
import { interactionBase } from '../payload-parts.ts';
import type { Forgeable } from '../slack-sandbox.ts';
import { viewPayload } from '../view-payload.ts';
import type { Person } from '../workspace-model.ts';
import type { Found } from './find-element.ts';
import { interact, outcomeOf, type Stage } from './stage.ts';

/** docs.slack.dev/reference/interaction-payloads/block_actions-payload, from a view: no response_url, no channel. */
export async function actInView(
  stage: Stage,
  person: Person,
  view: OpenView,
  { blockId, actionId, element }: Found,
  value: JsonObject,
  forge: Forgeable = {},
): Promise<Outcome> {
  const { world } = stage;
  const trigger = { user: person.id, viewId: view.id, ...(view.channel ? { channel: view.channel } : {}) };
  const body = {
    type: 'block_actions',
    ...interactionBase(world, person),
    container: { type: 'view', view_id: view.id },
    trigger_id: world.triggers.issue(trigger),
    view: viewPayload(world, view),
    actions: [action(world.nextTs(), blockId, actionId, element, value)],
  };
  return outcomeOf(await interact(stage, body, forge));
}

export function action(
  ts: string,
  blockId: string,
  actionId: string,
  element: JsonObject,
  value: JsonObject,
): JsonObject {
  return {
    type: element.type ?? '',
    action_id: actionId,
    block_id: blockId,
    ...(element.placeholder ? { placeholder: element.placeholder } : {}),
    ...value,
    action_ts: ts,
  };
}
