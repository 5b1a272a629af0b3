import { newId } from '../ids.ts';
import type { Outcome } from '../observed.ts';
import type { Forgeable, Who } from '../slack-sandbox.ts';
import { viewPayload } from '../view-payload.ts';
import { actor, outcomeOf, type Stage, sendOff } from './stage.ts';

/** docs.slack.dev/reference/events/app_home_opened; the view comes along once there is one. */
export async function openHome(stage: Stage, user: Who, forge: Forgeable = {}): Promise<Outcome> {
  const { world } = stage;
  const person = actor(stage, user, forge);
  const { team, enterprise } = world.workspace;
  const view = world.views.home(person.id);
  const body = {
    token: world.tokens.verification,
    team_id: team.id,
    api_app_id: world.appId,
    event: {
      type: 'app_home_opened',
      user: person.id,
      channel: world.workspace.dm(person).id,
      tab: 'home',
      ...(view ? { view: viewPayload(world, view) } : {}),
      event_ts: world.nextTs(),
    },
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: enterprise?.id ?? null,
        team_id: team.id,
        user_id: world.workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
  return outcomeOf(await sendOff(stage, { envelope: 'events_api', body }, forge));
}
