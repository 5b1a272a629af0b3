import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { homeView } from '../views/home.ts';

type Args = SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs;

const RUNS_SHOWN = 10;

/** Somebody opened the app's Home tab: it shows what they may do now, and what they asked for. */
export async function homeOpened(parts: Parts, { event }: Args, { person }: Caller): Promise<void> {
  if (event.tab !== 'home') return;
  const { access, runs, slack } = parts;
  const rights = {
    sync: access.sync(person).allowed,
    manage: access.manage(person).allowed,
    isAdmin: access.isAdmin(person.userId),
    grants: access.liveGrantsOf(person),
  };
  const own = rights.sync ? await runs.runsBy(person, RUNS_SHOWN) : [];
  await slack.views.publish({ user_id: person.userId, view: homeView(rights, own, access.managers()) });
}
