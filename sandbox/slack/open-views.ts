import { withIds } from './block-kit/fill-ids.ts';
import type { Changes } from './changes.ts';
import { offers } from './conversation-filter.ts';
import { newId, newSecret } from './ids.ts';
import type { JsonObject } from './json.ts';
import { Refused } from './refused.ts';
import { seenView } from './seen-view.ts';
import { stateOf, type ViewState } from './view-state.ts';
import type { Workspace } from './workspace-model.ts';

/** A modal on somebody's screen, or their App Home. */
export interface OpenView {
  readonly id: string;
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | null;
  readonly depth: number;
  readonly channel?: string;
  hash: string;
  /** As the app sent it, with the ids Slack made up. */
  view: JsonObject & { blocks: JsonObject[] };
  state: ViewState;
  errors: Record<string, string>;
  /** What the last typeahead of each block offered. */
  readonly offered: Map<string, JsonObject[]>;
}

export interface OpenViews {
  open(user: string, view: JsonObject, channel?: string): OpenView;
  push(onto: OpenView, view: JsonObject): OpenView;
  update(target: OpenView, view: JsonObject): OpenView;
  publish(user: string, view: JsonObject): OpenView;
  /** Closes the top one; with `all`, the stack. Says which one. */
  close(user: string, all?: boolean): void;
  top(user: string): OpenView | undefined;
  home(user: string): OpenView | undefined;
  find(by: { viewId?: string; externalId?: string }): OpenView | undefined;
  changed(view: OpenView): void;
  readonly tops: OpenView[];
}

/** docs.slack.dev/reference/methods/views.push `push_limit_reached`: "Currently the limit is 3." */
const DEEPEST = 3;

export function createOpenViews(workspace: Workspace, changes: Changes): OpenViews {
  const stacks = new Map<string, OpenView[]>();
  const homes = new Map<string, OpenView>();
  const all = () => [...[...stacks.values()].flat(), ...homes.values()];
  const top = (user: string) => stacks.get(user)?.at(-1);

  function tell(user: string): void {
    const view = top(user);
    changes.tell({ kind: 'view', user, view: view && seenView(view) });
  }

  function content(view: JsonObject, user: string, channel: string | undefined, before: ViewState = new Map()) {
    const blocks = withIds(view.blocks as JsonObject[]);
    const current = channel === undefined ? undefined : workspace.channels.get(channel);
    const currentFor = (element: JsonObject) =>
      element.default_to_current_conversation === true && current && offers(element, current, user, workspace)
        ? current.id
        : undefined;
    return { view: { ...view, blocks }, state: stateOf(blocks, before, currentFor), hash: newHash() };
  }

  function create(user: string, view: JsonObject, under: OpenView | undefined, channel: string | undefined): OpenView {
    refuseTakenExternalId(view, undefined);
    const id = newId('V');
    return {
      id,
      user,
      rootId: under?.rootId ?? id,
      previousId: under?.id ?? null,
      depth: (under?.depth ?? 0) + 1,
      ...(channel ? { channel } : {}),
      ...content(view, user, channel),
      errors: {},
      offered: new Map(),
    };
  }

  /** "Must be unique for all views on a team": docs.slack.dev/reference/methods/views.open `duplicate_external_id`. */
  function refuseTakenExternalId({ external_id }: JsonObject, own: OpenView | undefined): void {
    if (!external_id) return;
    if (all().some((each) => each !== own && each.view.external_id === external_id)) {
      throw new Refused('duplicate_external_id');
    }
  }

  return {
    top,
    home: (user) => homes.get(user),
    open(user, view, channel) {
      const opened = create(user, view, undefined, channel);
      stacks.set(user, [opened]);
      tell(user);
      return opened;
    },
    push(onto, view) {
      const stack = stacks.get(onto.user) ?? [];
      if (stack.length >= DEEPEST) throw new Refused('push_limit_reached');
      const pushed = create(onto.user, view, stack.at(-1) ?? onto, onto.channel);
      stacks.set(onto.user, [...stack, pushed]);
      tell(onto.user);
      return pushed;
    },
    update(target, view) {
      refuseTakenExternalId(view, target);
      Object.assign(target, content(view, target.user, target.channel, target.state), { errors: {} });
      this.changed(target);
      return target;
    },
    publish(user, view) {
      const known = homes.get(user);
      if (known) return this.update(known, view);
      const published = create(user, view, undefined, undefined);
      homes.set(user, published);
      this.changed(published);
      return published;
    },
    close(user, whole = false) {
      const stack = stacks.get(user) ?? [];
      if (whole || stack.length <= 1) stacks.delete(user);
      else stacks.set(user, stack.slice(0, -1));
      tell(user);
    },
    find: ({ viewId, externalId }) =>
      all().find((each) => (viewId ? each.id === viewId : !!externalId && each.view.external_id === externalId)),
    changed(view) {
      if (homes.get(view.user) === view) changes.tell({ kind: 'home', user: view.user, view: seenView(view) });
      else tell(view.user);
    },
    get tops() {
      return [...stacks.keys()].flatMap((user) => top(user) ?? []);
    },
  };
}

function newHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${newSecret(4)}`;
}
