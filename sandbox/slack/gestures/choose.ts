import type { JsonObject } from '../json.ts';
import type { Outcome } from '../observed.ts';
import type { OpenView } from '../open-views.ts';
import type { Forgeable, Who } from '../slack-sandbox.ts';
import { stateKey } from '../view-state.ts';
import type { Person } from '../workspace-model.ts';
import { chosenValue, type Picked } from './choice.ts';
import { type Found, onlyElement } from './find-element.ts';
import { actor, nothingSent, type Stage, viewInFront } from './stage.ts';
import { actInView } from './view-actions.ts';

export async function choose(
  stage: Stage,
  user: Who,
  blockId: string,
  options: Picked | Picked[],
  forge: Forgeable & { anyway?: boolean } = {},
): Promise<Outcome> {
  const person = actor(stage, user, forge);
  const view = viewInFront(stage, person);
  const found = onlyElement(view.view.blocks, (each) => each.blockId === blockId, `in block ${blockId}`);
  const picked = Array.isArray(options) ? options : [options];
  const value = chosenValue(stage.world.workspace, view, found, picked, forge.anyway ?? false);
  return enter(stage, person, view, found, value, forge);
}

const TYPED = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input'];

export async function fill(
  stage: Stage,
  user: Who,
  blockId: string,
  value: string,
  forge: Forgeable = {},
): Promise<Outcome> {
  const person = actor(stage, user, forge);
  const view = viewInFront(stage, person);
  const isTyped = (found: Found) => found.blockId === blockId && TYPED.includes(String(found.element.type));
  const found = onlyElement(view.view.blocks, isTyped, `text inputs in block ${blockId}`);
  const longest = Number(found.element.max_length ?? 3000);
  if (value.length > longest) throw new Error(`${blockId} takes ${longest} characters, not ${value.length}.`);
  return enter(
    stage,
    person,
    view,
    found,
    { type: found.element.type ?? '', value: value === '' ? null : value },
    forge,
  );
}

/** Input blocks speak up only with `dispatch_action`; menus in sections and actions always do ([D] input-block). */
async function enter(
  stage: Stage,
  person: Person,
  view: OpenView,
  found: Found,
  value: JsonObject,
  forge: Forgeable,
): Promise<Outcome> {
  const { blockId, actionId, block } = found;
  view.state.set(stateKey(blockId, actionId), { blockId, actionId, value });
  delete view.errors[blockId];
  stage.world.views.changed(view);
  if (block.type === 'input' && block.dispatch_action !== true) return nothingSent;
  return actInView(stage, person, view, found, value, forge);
}
