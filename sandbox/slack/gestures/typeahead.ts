import { problemsOfSuggestions } from '../block-kit/validate.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { SuggestedOptions } from '../observed.ts';
import { interactionBase } from '../payload-parts.ts';
import type { Forgeable, Who } from '../slack-sandbox.ts';
import { viewPayload } from '../view-payload.ts';
import { onlyElement } from './find-element.ts';
import { actor, interact, outcomeOf, type Stage, viewInFront } from './stage.ts';

/** docs.slack.dev/reference/interaction-payloads/block_suggestion-payload: an answer within 3 s, 100 options at most. */
export async function typeahead(
  stage: Stage,
  user: Who,
  blockId: string | undefined,
  value: string,
  forge: Forgeable = {},
): Promise<SuggestedOptions> {
  const { world } = stage;
  const person = actor(stage, user, forge);
  const view = viewInFront(stage, person);
  const { element, ...at } = onlyElement(
    view.view.blocks,
    (found) => String(found.element.type).endsWith('external_select') && (!blockId || found.blockId === blockId),
    `an external select ${blockId ?? ''}`,
  );
  // [D] select-menu-element `min_query_length`: fewer characters ask nothing; the default is 3.
  if (value.length < Number(element.min_query_length ?? 3)) return { acked: false, ms: 0, options: [] };
  const body = {
    type: 'block_suggestion',
    ...interactionBase(world, person),
    container: { type: 'view', view_id: view.id },
    action_id: at.actionId,
    block_id: at.blockId,
    value,
    view: viewPayload(world, view),
  };
  const delivery = await interact(stage, body, forge);
  const outcome = outcomeOf(delivery);
  if (delivery.error) return { ...outcome, options: [], shown: "Couldn't load results." };
  const problems = problemsOfSuggestions(delivery.ackBody);
  if (problems.length > 0) return { ...outcome, error: 'invalid_ack', options: [], shown: problems.join('\n') };
  const answer = read(delivery.ackBody);
  view.offered.set(at.blockId, answer.options);
  return { ...outcome, ...answer };
}

function read(answer: Json | undefined): Pick<SuggestedOptions, 'options' | 'groups'> {
  const { options, option_groups } = (answer ?? {}) as { options?: JsonObject[]; option_groups?: JsonObject[] };
  if (options) return { options };
  const groups = (option_groups ?? []).map(({ label, options }) => ({
    label: isObject(label) ? String(label.text) : '',
    options: (options ?? []) as JsonObject[],
  }));
  return { options: groups.flatMap((group) => group.options), groups };
}
