import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { ALLOWED, type Decision, type Grant, type Person } from '../../src/domain/access.ts';
import type { Store } from '../../src/ports/store.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { type AccessWish, createAskForAccess } from '../../src/use-cases/ask-for-access.ts';
import { createDecideAccess } from '../../src/use-cases/decide-access.ts';
import { LocalTurns } from '../../src/use-cases/local-turns.ts';
import { RequestKeeper } from '../../src/use-cases/request-keeper.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { RecordingRequestAnnouncer } from '../doubles/request-announcer.ts';

export const HOUR = 60 * 60_000;
export const OKTA = { kind: 'app', appId: 'okta', name: 'Okta' } as const;
export const [ANA, BEN, CLEO] = ['UANA', 'UBEN', 'UCLEO'].map((userId) => ({ userId, teamId: 'T1' })) as [
  Person,
  Person,
  Person,
];

export function wish(changes: Partial<AccessWish> = {}): AccessWish {
  return { verbs: ['sync'], scope: OKTA, forMs: 8 * HOUR, why: 'a joiner waits', channelId: 'C1', ...changes };
}

/** One process: everything but the store, the clock and Slack is gone with it. ana and ben are managers. */
export function startProcess({
  store = openMemoryStore(),
  clock = new ManualClock(),
  announcer = new RecordingRequestAnnouncer(),
}: {
  store?: Store;
  clock?: ManualClock;
  announcer?: RecordingRequestAnnouncer;
} = {}) {
  let ids = 0;
  const access = createAccess({ store, admins: [ANA.userId, BEN.userId], clock });
  // Unlike those of a process before: ids are unique.
  const newId = () => `id-${clock.now()}-${++ids}`;
  /** What Slack says of people; allowed where nothing stands here. */
  const standing = new Map<string, Decision>();
  const look = async ({ userId }: Person) => standing.get(userId) ?? ALLOWED;
  const standings = { checkStanding: look, checkNewcomer: look };
  const told = { requestAnnouncer: announcer, turns: new LocalTurns() };
  const ports = { access, standings, requests: store, store, ...told, clock, log: quiet, newId };
  const requestKeeper = new RequestKeeper(ports);
  const grantTo = (person: Person, changes: Partial<Grant> = {}) =>
    store.addGrant({
      ...{ id: newId(), subject: { kind: 'user', ...person }, role: 'requester', verbs: ['sync'], scope: OKTA },
      ...{ grantedBy: ANA.userId, grantedAt: clock.now(), expiresAt: null, reason: null, ...changes },
    });
  const { check, ask } = createAskForAccess(ports);
  /** Asked, and before the managers. */
  const askedFor = async (person: Person, changes: Partial<AccessWish> = {}): Promise<string> => {
    const asked = await ask(person, wish(changes));
    if (asked.why !== 'asked') throw new Error(asked.why);
    await requestKeeper.care(asked.request.id);
    return asked.request.id;
  };
  const groupMembers = { read: async () => new Set<string>() };
  const decide = createDecideAccess({ ...ports, groupMembers, requestKeeper });
  return { store, clock, announcer, access, standing, requestKeeper, check, ask, askedFor, decide, grantTo };
}
