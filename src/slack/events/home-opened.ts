import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { publishHome } from '../views/publish-home.ts';
import type { GivenView } from '../views/request-sync.ts';

type Args = SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs;

/** Somebody opened the app's Home tab. What they choose from is looked after. */
export async function homeOpened(parts: Parts, { event }: Args, { person }: Caller): Promise<void> {
  if (event.tab !== 'home') return;
  const { access, standings, index } = parts;
  // Who has been deactivated meanwhile sees that, and nothing else.
  if (access.view(person).allowed) await standings.checkStanding(person).catch(() => undefined);
  await publishHome(parts, person, event.view as Pick<GivenView, 'state'> | undefined);
  if (access.view(person).allowed) index.refreshIfStale();
}
