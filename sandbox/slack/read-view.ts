import { problemsOfView } from './block-kit/validate.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { pingsInBlocks } from './pings.ts';
import { Refused, refusedBecause } from './refused.ts';
import type { World } from './world.ts';

/** docs.slack.dev/reference/methods/views.open `view_too_large`: "greater than 250kb". */
const LARGEST_VIEW = 250 * 1024;

/** A view an app sent, by a method or in an ack; refused as views.open refuses it. */
export function readView(world: World, view: Json | undefined, type: 'modal' | 'home', surface: string): JsonObject {
  if (!isObject(view)) throw refusedBecause('invalid_arguments', ['[ERROR] missing required field: view']);
  if (Buffer.byteLength(JSON.stringify(view)) > LARGEST_VIEW) throw new Refused('view_too_large');
  const problems = problemsOfView(view);
  if (view.type !== type) problems.push(`[ERROR] must be a ${type} view [json-pointer:/view/type]`);
  if (problems.length > 0) throw refusedBecause('invalid_arguments', problems);
  for (const ping of pingsInBlocks(view.blocks ?? [])) world.log.pings.push({ ...ping, surface });
  return view;
}
