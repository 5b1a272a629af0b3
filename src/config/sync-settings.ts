import type { Environment } from './environment.ts';
import type { VariableName } from './variables.ts';

export interface SyncSettings {
  /** Slack user ids that are always allowed. */
  readonly admins: readonly string[];
  /** Guests of the workspace may be given access, and use it. */
  readonly allowGuests: boolean;
  /** A channel that gets a copy of every confirmation. */
  readonly channel: string | null;
  readonly cooldownMs: number;
  readonly followMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Undefined: there are problems, and the environment has them. */
export function readSyncSettings(environment: Environment): SyncSettings | undefined {
  const admins = readAdmins(environment);
  const allowGuests = readGuests(environment);
  const channel = readChannel(environment);
  const cooldown = readInteger(environment, 'C1_SYNC_COOLDOWN_SECONDS', { from: 0, to: 86_400, otherwise: 60 });
  const follow = readInteger(environment, 'C1_SYNC_FOLLOW_MINUTES', { from: 1, to: 10_080, otherwise: 720 });
  if (admins === undefined || allowGuests === undefined || channel === undefined) return undefined;
  if (cooldown === undefined || follow === undefined) return undefined;
  return { admins, allowGuests, channel, cooldownMs: cooldown * SECOND, followMs: follow * MINUTE };
}

export function readAdmins(environment: Environment): readonly string[] | undefined {
  const entries = (environment.get('C1_SYNC_ADMINS') ?? '').split(',').map((entry) => entry.trim());
  const ids = [...new Set(entries.filter((entry) => entry !== ''))];
  const wrong = ids.findIndex((id) => !/^[UW][A-Z0-9]{2,}$/.test(id));
  if (wrong === -1) return ids;
  // By number, not by value: what stands in the wrong place may be a secret.
  const what = describeEntry(ids[wrong] ?? '');
  const cure = "write Slack member ids such as U012AB3CD: a person's profile → ⋮ → Copy member ID";
  return environment.problem('C1_SYNC_ADMINS', `its entry ${wrong + 1} is ${what}; ${cure}`);
}

function describeEntry(entry: string): string {
  if (/^[^@\s]+@[^@\s]+$/.test(entry)) return 'an email address';
  return entry.startsWith('@') ? 'a name' : 'not a member id';
}

const GUESTS = ['refuse', 'allow'];

function readGuests(environment: Environment): boolean | undefined {
  const text = environment.get('C1_SYNC_GUESTS')?.toLowerCase() ?? 'refuse';
  if (GUESTS.includes(text)) return text === 'allow';
  return environment.problem('C1_SYNC_GUESTS', `is unknown; write ${GUESTS.join(' or ')}, or unset it for the first`);
}

export function readChannel(environment: Environment): string | null | undefined {
  const channel = environment.get('C1_SYNC_CHANNEL');
  if (channel === undefined || /^[CG][A-Z0-9]{2,}$/.test(channel)) return channel ?? null;
  const what = channel.startsWith('#') ? "is a channel's name" : 'is not a channel id';
  const cure = "write its id, such as C012AB3CD: it is at the end of the channel's details (click its name)";
  return environment.problem('C1_SYNC_CHANNEL', `${what}; ${cure}`);
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly otherwise: number;
}

/** Both ends belong to the range. */
export function readInteger(environment: Environment, name: VariableName, { from, to, otherwise }: Range) {
  const text = environment.get(name) ?? String(otherwise);
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to) return value;
  return environment.problem(
    name,
    `is not a whole number from ${from} to ${to}; write one, or unset it for ${otherwise}`,
  );
}
