import { isObject, type Json, type JsonObject } from '../json.ts';
import type { OpenView } from '../open-views.ts';
import { readView } from '../read-view.ts';
import { refusedBecause } from '../refused.ts';
import type { World } from '../world.ts';

/** What the ack of a view_submission does (docs.slack.dev/surfaces/modals#updating_response; reference 3.7). */
export function applyViewAck(world: World, view: OpenView, ack: Json | undefined): void {
  // The app may have closed or replaced it in the meantime.
  const stillOpen = world.views.find({ viewId: view.id }) === view;
  if (ack === undefined || ack === '') {
    if (stillOpen) world.views.close(view.user);
    return;
  }
  if (!isObject(ack)) throw refusedBecause('invalid_arguments', ['[ERROR] must provide an object']);
  switch (ack.response_action) {
    case 'errors':
      view.errors = readErrors(view, ack.errors);
      world.views.changed(view);
      return;
    case 'update':
      world.views.update(view, readView(world, ack.view, 'modal', 'view_ack'));
      return;
    case 'push':
      world.views.push(view, readView(world, ack.view, 'modal', 'view_ack'));
      return;
    case 'clear':
      world.views.close(view.user, true);
      return;
    default:
      throw refusedBecause('invalid_arguments', [`[ERROR] unknown response_action: ${ack.response_action}`]);
  }
}

/** Keys are block_ids of input blocks in this view, values are what to say under them (reference 3.7). */
function readErrors(view: OpenView, errors: Json | undefined): Record<string, string> {
  const given: JsonObject = isObject(errors) ? errors : {};
  const inputs = new Set(view.view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id));
  const problems = Object.entries(given).flatMap(([blockId, sentence]) => {
    if (!inputs.has(blockId)) return [`[ERROR] not an input block of this view: ${blockId}`];
    return typeof sentence === 'string' && sentence !== '' ? [] : [`[ERROR] must provide a string [errors/${blockId}]`];
  });
  if (Object.keys(given).length === 0) problems.push('[ERROR] missing required field: errors');
  if (problems.length > 0) throw refusedBecause('invalid_arguments', problems);
  return given as Record<string, string>;
}
