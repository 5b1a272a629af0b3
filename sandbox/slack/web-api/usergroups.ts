import type { JsonObject } from '../json.ts';
import { Refused } from '../refused.ts';
import type { UserGroup } from '../workspace-model.ts';
import type { World } from '../world.ts';
import { isOn, required } from './arguments.ts';
import type { Method } from './method.ts';

/** docs.slack.dev/reference/methods/usergroups.list, usergroups.users.list; a paid plan is needed (reference 3.10). */
const usergroups = { token: 'bot', scopes: ['usergroups:read'], perMinute: 20 } as const;

export const usergroupsList: Method = {
  ...usergroups,
  run(world, args) {
    needPaidPlan(world);
    const shown = [...world.workspace.userGroups.values()].filter((g) => !g.disabled || isOn(args.include_disabled));
    return { usergroups: shown.map((group) => described(world, group, isOn(args.include_users))) };
  },
};

export const usergroupsUsersList: Method = {
  ...usergroups,
  run(world, args) {
    needPaidPlan(world);
    const group = world.workspace.userGroups.get(required(args, 'usergroup'));
    if (!group || (group.disabled && !isOn(args.include_disabled))) throw new Refused('no_such_subteam');
    return { users: [...group.members] };
  },
};

function needPaidPlan(world: World): void {
  if (!world.workspace.paidPlan) throw new Refused('plan_upgrade_required');
}

function described(world: World, group: UserGroup, withUsers: boolean): JsonObject {
  return {
    id: group.id,
    team_id: world.workspace.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    date_delete: group.disabled ? 1 : 0,
    user_count: group.members.size,
    ...(withUsers ? { users: [...group.members] } : {}),
  };
}
