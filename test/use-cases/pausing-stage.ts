import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { ALLOWED, type Grant, type Verb } from '../../src/domain/access.ts';
import type { ConnectorRef } from '../../src/domain/connector.ts';
import { C1Unavailable } from '../../src/domain/errors.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { ConnectorIndex } from '../../src/use-cases/connector-index.ts';
import { createReadConnector } from '../../src/use-cases/connector-reader.ts';
import { createFollowSync } from '../../src/use-cases/follow-sync.ts';
import { Followers } from '../../src/use-cases/followers.ts';
import { LocalTurns } from '../../src/use-cases/local-turns.ts';
import { createLookAnew } from '../../src/use-cases/look-anew.ts';
import { createPauseConnector } from '../../src/use-cases/pause-connector.ts';
import { createRequestSync } from '../../src/use-cases/request-sync.ts';
import { createResumeConnector } from '../../src/use-cases/resume-connector.ts';
import { createTellRun } from '../../src/use-cases/tell-run.ts';
import { RecordingAnnouncer } from '../doubles/announcer.ts';
import { connector, DONE, ScriptedC1 } from '../doubles/c1.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { memoryTrail } from '../doubles/trail.ts';

export const ANA = { userId: 'U0ANA', teamId: 'T0HOME' };
export const BEN = { userId: 'U0BEN', teamId: 'T0HOME' };
export const PROD: ConnectorRef = { appId: 'okta', connectorId: 'prod' };
export const READ = 'getConnector okta/prod';
export const PAUSE = 'pause okta/prod';
export const RESUME = 'resume okta/prod';

export const ACTIVE = connector('okta', 'prod');
export const PAUSED = connector('okta', 'prod', { paused: { since: 5_000, reason: 'maintenance' } });

/** What several instances share. */
function surroundings(shown = ACTIVE) {
  const c1 = new ScriptedC1();
  c1.apps = [{ id: 'okta', name: 'Okta' }];
  c1.connectors = [shown];
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  return { c1, clock: new ManualClock(), store: openMemoryStore(), newId };
}

/** Ana is an admin. `calls` are those to C1 since the list was read, more than 5 s ago. */
export async function setUp(shown = ACTIVE, { c1, clock, store, newId } = surroundings(shown)) {
  const index = new ConnectorIndex({ c1, clock, log: quiet });
  await index.refresh();
  const access = createAccess({ store, admins: [ANA.userId], clock });
  const { trail, events, refuse } = memoryTrail({ clock });
  const standings = { checkStanding: async () => ALLOWED };
  const turns = new LocalTurns();
  const ports = { access, standings, index, c1, runs: store, turns, clock, log: quiet, newId, cooldownMs: 60_000 };
  const readConnector = createReadConnector(ports);
  const tellRun = createTellRun({ ...ports, announcer: new RecordingAnnouncer() });
  const following = { ...ports, readConnector, tellRun, followMs: 3_600_000, random: () => 0 };
  const followers = new Followers({ ...ports, look: createFollowSync(following) });
  const parts = { ...ports, readConnector, followers, lookAnew: createLookAnew({ ...ports, readConnector }) };
  const pausing = { ...parts, trail };
  const pauseConnector = createPauseConnector(pausing);
  const resumeConnector = createResumeConnector(pausing);
  const requestSync = createRequestSync(parts);
  await clock.advance(5_000);
  c1.calls.length = 0;
  const resume = (gesture = 'g1', person = ANA) => resumeConnector({ person, ref: PROD, gesture, channelId: 'C1' });
  const pause = (person = ANA) => pauseConnector({ person, ref: PROD, channelId: 'C1' });
  const sync = (gesture: string) => requestSync({ person: ANA, ref: PROD, gesture, channelId: 'C1', reason: null });
  /** What C1 shows from its next answer on. */
  const show = (now: typeof ACTIVE) => {
    c1.connectors = [now];
  };
  return { c1, clock, index, store, newId, pause, resume, sync, show, events, refuse };
}

/** Lets a wait for C1 pass: a connector is read once in 5 s. */
export async function passing<T>(clock: ManualClock, work: Promise<T>, ms = 5_000): Promise<T> {
  const done = work.finally(() => undefined);
  done.catch(() => undefined);
  await clock.advance(ms);
  return done;
}

export function allowing(userId: string, ...verbs: Verb[]): Grant {
  return {
    id: `grant of ${userId}`,
    subject: { kind: 'user', userId, teamId: 'T0HOME' },
    role: 'requester',
    verbs,
    scope: { kind: 'everything' },
    grantedBy: ANA.userId,
    grantedAt: 0,
    expiresAt: null,
    reason: null,
  };
}

export function unanswered(reached: 'no' | 'maybe' = 'maybe') {
  return () => {
    throw new C1Unavailable('503', reached);
  };
}

export const RUNNING = connector('okta', 'prod', {
  status: { ...DONE, state: 'running', startedAt: 9_000, updatedAt: 9_000 },
});
