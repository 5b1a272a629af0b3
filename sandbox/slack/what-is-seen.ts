import type { SeenMessage } from './observed.ts';
import { seenView } from './seen-view.ts';
import type { SlackSandbox } from './slack-sandbox.ts';
import type { Channel } from './workspace-model.ts';
import type { World } from './world.ts';

type Seen = Pick<
  SlackSandbox,
  | 'openViewFor'
  | 'openViews'
  | 'home'
  | 'messages'
  | 'ephemerals'
  | 'dm'
  | 'apiCalls'
  | 'deliveries'
  | 'pings'
  | 'onChange'
  | 'waitFor'
  | 'forget'
>;

/** What a test asserts on and a page draws. */
export function whatIsSeen({ workspace, views, messages, changes, log }: World): Seen {
  const forgotten = new WeakSet<SeenMessage>();
  return {
    openViewFor(user) {
      const view = views.top(workspace.person(user).id);
      return view && seenView(view);
    },
    get openViews() {
      return views.tops.map(seenView);
    },
    home(user) {
      const view = views.home(workspace.person(user).id);
      return view && seenView(view);
    },
    messages(where, { as, threadTs } = {}) {
      const channel = workspace.channel(where);
      const reader = as === undefined ? undefined : workspace.person(as).id;
      if (reader && !mayRead(channel, reader)) return [];
      return messages
        .in(channel.id)
        .filter((each) => !forgotten.has(each))
        .filter((each) => !reader || !each.ephemeralTo || each.ephemeralTo === reader)
        .filter((each) => !threadTs || each.threadTs === threadTs || each.ts === threadTs);
    },
    ephemerals(user) {
      const { id } = workspace.person(user);
      return messages.all.filter((each) => each.ephemeralTo === id && !each.deleted && !forgotten.has(each));
    },
    dm: (user) => workspace.dm(user),
    apiCalls: log.apiCalls,
    deliveries: log.deliveries,
    pings: log.pings,
    onChange: changes.onChange,
    waitFor: changes.waitFor,
    forget() {
      for (const list of Object.values(log)) list.length = 0;
      for (const message of messages.all) forgotten.add(message);
    },
  };
}

function mayRead(channel: Channel, user: string): boolean {
  return channel.kind === 'public' || channel.members.has(user);
}
