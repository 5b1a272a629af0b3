import { newId } from './ids.ts';
import { theUsualChannels, theUsualPeople } from './the-usual-workspace.ts';
import type {
  Channel,
  NewChannel,
  NewPerson,
  Person,
  UserGroup,
  Workspace,
  WorkspaceOptions,
} from './workspace-model.ts';

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const people = new Map<string, Person>();
  const channels = new Map<string, Channel>();
  const userGroups = new Map<string, UserGroup>();
  const names = new Map<string, Person>();
  const dms = new Map<string, Channel>();
  const team = { id: 'T0000000C1S', domain: 'sandbox', name: 'Sandbox' };
  const strangersTeamId = 'T00STRANGER';

  function addPerson({ name, kind = 'member', realName, admin = false }: NewPerson): Person {
    const person: Person = {
      id: readableId('U', name, people),
      name,
      realName: realName ?? `${name[0]?.toUpperCase()}${name.slice(1)}`,
      teamId: kind === 'stranger' ? strangersTeamId : team.id,
      kind,
      admin,
      email: `${name}@${kind === 'stranger' ? 'elsewhere' : team.domain}.example`,
      timeZone: 'Europe/Madrid',
    };
    people.set(person.id, person);
    names.set(name, person);
    return person;
  }

  function person(who: string | Person): Person {
    const found = typeof who === 'string' ? (people.get(who) ?? names.get(who)) : who;
    if (!found) throw new Error(`Nobody in the sandbox workspace is called ${who}.`);
    return found;
  }

  function addChannel({ name, kind = 'public', members, withBot = false, shared = false }: NewChannel): Channel {
    const inside = members?.map((member) => person(member).id) ?? everyMember();
    const channel: Channel = {
      id: readableId('C', name, channels),
      name,
      kind,
      members: new Set(withBot ? [...inside, bot.id] : inside),
      shared,
      archived: false,
    };
    channels.set(channel.id, channel);
    return channel;
  }

  const everyMember = () => [...people.values()].filter(({ kind }) => kind === 'member').map(({ id }) => id);

  const workspace: Workspace = {
    team,
    ...(options.enterprise ? { enterprise: options.enterprise } : {}),
    strangersTeamId,
    botUserId: '',
    people,
    channels,
    userGroups,
    paidPlan: true,
    messagesTab: true,
    homeTab: true,
    person,
    channel(where) {
      if (typeof where !== 'string') return where;
      const found = channels.get(where) ?? [...channels.values()].find(({ name }) => name === where);
      if (!found) throw new Error(`The sandbox workspace has no channel ${where}.`);
      return found;
    },
    dm(who) {
      const { id, name } = person(who);
      const known = dms.get(id);
      if (known) return known;
      const members = new Set([id, bot.id]);
      const channel: Channel = {
        id: readableId('D', name, channels),
        name: `dm-${name}`,
        kind: 'im',
        members,
        shared: false,
        archived: false,
      };
      channels.set(channel.id, channel);
      dms.set(id, channel);
      return channel;
    },
    addPerson,
    addChannel,
    addUserGroup({ handle, name = handle, members }) {
      const ids = members.map((member) => person(member).id);
      const group = { id: readableId('S', handle, userGroups), handle, name, members: new Set(ids), disabled: false };
      userGroups.set(group.id, group);
      return group;
    },
  };

  const bot = addPerson({ name: 'c1sync', kind: 'bot', realName: 'c1-sync' });
  Object.assign(workspace, { botUserId: bot.id });
  for (const each of [...theUsualPeople, ...(options.people ?? [])]) addPerson(each);
  for (const each of [...theUsualChannels, ...(options.channels ?? [])]) addChannel(each);
  for (const each of options.userGroups ?? []) workspace.addUserGroup(each);
  return workspace;
}

/** `U0000000ANA`: the same in every run, so that an app's stored grants outlive a restart of the sandbox. */
function readableId(prefix: string, name: string, taken: ReadonlyMap<string, unknown>): string {
  const id =
    prefix +
    name
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .slice(0, 10)
      .padStart(10, '0');
  return taken.has(id) ? newId(prefix) : id;
}
