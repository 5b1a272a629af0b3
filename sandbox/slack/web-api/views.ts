import type { JsonObject } from '../json.ts';
import type { OpenView } from '../open-views.ts';
import { readView } from '../read-view.ts';
import { Refused } from '../refused.ts';
import { viewPayload } from '../view-payload.ts';
import type { World } from '../world.ts';
import { personFor, required } from './arguments.ts';
import type { Method } from './method.ts';

/** docs.slack.dev/reference/methods/views.open, .push, .update, .publish; tier 4. No scope is needed. */
const views = { token: 'bot', scopes: [], perMinute: 100 } as const;

export const viewsOpen: Method = {
  ...views,
  run(world, args) {
    const id = required(args, 'trigger_id');
    const view = readView(world, args.view, 'modal', 'views.open');
    const trigger = world.triggers.exchange(id);
    return shown(world, world.views.open(trigger.user, view, trigger.channel));
  },
};

export const viewsPush: Method = {
  ...views,
  run(world, args) {
    const id = required(args, 'trigger_id');
    const view = readView(world, args.view, 'modal', 'views.push');
    const { viewId } = world.triggers.exchange(id);
    const onto = viewId === undefined ? undefined : world.views.find({ viewId });
    if (!onto) throw new Refused('not_found');
    return shown(world, world.views.push(onto, view));
  },
};

export const viewsUpdate: Method = {
  ...views,
  run(world, args) {
    const viewId = String(args.view_id ?? '');
    const externalId = String(args.external_id ?? '');
    if (!viewId && !externalId) required(args, 'view_id');
    const target = world.views.find(viewId ? { viewId } : { externalId });
    const type = target?.view.type === 'home' ? 'home' : 'modal';
    const view = readView(world, args.view, type, 'views.update');
    if (!target) throw new Refused('not_found');
    refuseOldHash(target, args);
    return shown(world, world.views.update(target, view));
  },
};

export const viewsPublish: Method = {
  ...views,
  run(world, args) {
    const person = personFor(world, required(args, 'user_id'));
    const view = readView(world, args.view, 'home', 'views.publish');
    if (!world.workspace.homeTab) throw new Refused('not_enabled');
    refuseOldHash(world.views.home(person.id), args);
    return shown(world, world.views.publish(person.id, view));
  },
};

/** The hash of the view the app has in mind must be that of the view there is (reference 3.7; bolt-js#787). */
function refuseOldHash(view: OpenView | undefined, { hash }: JsonObject): void {
  if (hash && view && hash !== view.hash) throw new Refused('hash_conflict');
}

function shown(world: World, view: OpenView): JsonObject {
  return { view: viewPayload(world, view) };
}
