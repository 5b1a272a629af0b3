import type { JsonObject } from './json.ts';
import type { Channel, Person } from './workspace-model.ts';
import type { World } from './world.ts';

/** What every interaction carries: app, team of the installation, person, enterprise ([D] interaction-payloads). */
export function interactionBase(world: World, person: Person): JsonObject {
  const { team, enterprise } = world.workspace;
  return {
    api_app_id: world.appId,
    token: world.tokens.verification,
    team: {
      id: team.id,
      domain: team.domain,
      ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
    },
    // A person of a connected workspace has another team_id than the team (reference 3.10; java-slack-sdk#1041).
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    enterprise: enterprise ? { id: enterprise.id, name: enterprise.name } : null,
    is_enterprise_install: false,
  };
}

/** Direct messages and private channels do not give their name away ([D] implementing-slash-commands). */
export function channelName({ kind, name }: Channel): string {
  if (kind === 'im') return 'directmessage';
  return kind === 'private' ? 'privategroup' : name;
}

export function channelPayload(channel: Channel): JsonObject {
  return { id: channel.id, name: channelName(channel) };
}
