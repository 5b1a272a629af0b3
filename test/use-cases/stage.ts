import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { ALLOWED } from '../../src/domain/access.ts';
import type { ConnectorRef, ConnectorStatus } from '../../src/domain/connector.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { ConnectorIndex } from '../../src/use-cases/connector-index.ts';
import { createReadConnector } from '../../src/use-cases/connector-reader.ts';
import { createFollowSync } from '../../src/use-cases/follow-sync.ts';
import { Followers } from '../../src/use-cases/followers.ts';
import { LocalTurns } from '../../src/use-cases/local-turns.ts';
import { createRequestSync, type SyncRequest } from '../../src/use-cases/request-sync.ts';
import { createTellRun } from '../../src/use-cases/tell-run.ts';
import { RecordingAnnouncer } from '../doubles/announcer.ts';
import { connector, DONE, ScriptedC1 } from '../doubles/c1.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

export const ANA = { userId: 'U0ANA', teamId: 'T0HOME' };
export const BEN = { userId: 'U0BEN', teamId: 'T0HOME' };
export const PROD: ConnectorRef = { appId: 'okta', connectorId: 'prod' };
export const FORCE = 'forceSync okta/prod';
export const READ = 'getConnector okta/prod';
export const HOUR = 3_600_000;

/** Everything around the use cases: one connector, Ana and Ben who may sync it, a list read half a minute ago. */
export async function setUp() {
  const c1 = new ScriptedC1();
  c1.apps = [{ id: 'okta', name: 'Okta' }];
  c1.connectors = [connector('okta', 'prod')];
  const clock = new ManualClock();
  const announcer = new RecordingAnnouncer();
  const index = new ConnectorIndex({ c1, clock, log: quiet });
  await index.refresh();
  c1.calls.length = 0;
  const runs = openMemoryStore();
  const access = createAccess({ store: runs, admins: [ANA.userId, BEN.userId], clock });
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  const readConnector = createReadConnector({ c1, index, clock });
  const ports = { c1, clock, announcer, runs, log: quiet, turns: new LocalTurns() };
  const tellRun = createTellRun(ports);
  const look = createFollowSync({ ...ports, readConnector, tellRun, followMs: 12 * HOUR, random: () => 0 });
  const followers = new Followers({ ...ports, look });
  const standings = { checkStanding: async () => ALLOWED };
  const parts = { ...ports, access, standings, index, readConnector, tellRun, followers, cooldownMs: 60_000, newId };
  const requestSync = createRequestSync(parts);
  await clock.advance(30_000);

  return {
    ...parts,
    parts,
    /** C1 shows this from now on, of the usual status what is not given. */
    show: (status: Partial<ConnectorStatus>) => {
      c1.connectors = [connector('okta', 'prod', { status: { ...DONE, ...status } })];
    },
    ask: (changes: Partial<SyncRequest> = {}) =>
      requestSync({ person: ANA, ref: PROD, gesture: 'view:V1', channelId: 'C1', reason: null, ...changes }),
    /** A run as recorded: one that C1 queued just now, unless told otherwise. */
    recorded: async (changes: Partial<SyncRun> = {}): Promise<SyncRun> => {
      const run: SyncRun = {
        id: newId(),
        dedupeKey: `earlier:${ids}:okta/prod`,
        origin: 'request',
        ...PROD,
        label: 'Okta / prod',
        requestedBy: ANA.userId,
        teamId: ANA.teamId,
        requestedAt: clock.now(),
        reason: null,
        channelId: 'C1',
        state: 'queued',
        changedAt: clock.now(),
        before: DONE,
        beforeSeenAt: clock.now(),
        startedAt: null,
        completedAt: null,
        detail: null,
        errorCode: null,
        watchers: [],
        message: null,
        copy: null,
        endToldAt: null,
        ...changes,
      };
      const obstacle = await runs.beginRun(run, 0);
      if (obstacle !== undefined) throw new Error(`in the way: ${obstacle.why}`);
      return run;
    },
    reads: () => c1.calls.filter((call) => call === READ).length,
  };
}

export type Stage = Awaited<ReturnType<typeof setUp>>;
