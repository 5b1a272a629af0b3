import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { publishHome } from '../views/publish-home.ts';
import type { GivenView } from '../views/request-sync.ts';

type Args = SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs;

/** Somebody opened the app's Home tab. What their next click needs is looked after. */
export async function homeOpened(parts: Parts, { event }: Args, { person }: Caller): Promise<void> {
  if (event.tab !== 'home') return;
  await publishHome(parts, person, event.view as Pick<GivenView, 'state'> | undefined);
  if (!parts.access.view(person).allowed) return;
  parts.index.refreshIfStale();
  parts.standings.expectSoon(person);
}
