import { ALLOWED } from '../../src/domain/access.ts';
import { C1SyncError } from '../../src/domain/errors.ts';
import type { Announcer } from '../../src/ports/announcer.ts';
import type { C1 } from '../../src/ports/c1.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { ConnectorIndex } from '../../src/use-cases/connector-index.ts';
import { createReadConnector } from '../../src/use-cases/connector-reader.ts';
import { createFollowSync } from '../../src/use-cases/follow-sync.ts';
import { Followers } from '../../src/use-cases/followers.ts';
import { LocalTurns } from '../../src/use-cases/local-turns.ts';
import { pickUpOpenRuns } from '../../src/use-cases/pick-up.ts';
import { createRequestSync, type SyncRequest } from '../../src/use-cases/request-sync.ts';
import { createTellRun } from '../../src/use-cases/tell-run.ts';
import { quiet } from '../doubles/log.ts';
import type { Life, Strike } from './life.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface World {
  readonly clock: Clock;
  readonly c1: C1;
  readonly slack: Announcer;
  readonly disk: Store;
  readonly people: readonly string[];
  /** The runs whose refusal the person alone was told, where they asked. */
  readonly toldAlone: Set<string>;
  readonly newId: () => string;
  /** 0 to 1. */
  readonly random: () => number;
}

/** The app between the ports, for one life. */
export function startProcess(world: World, life: Life, strike: Strike) {
  const { people, toldAlone, newId, random } = world;
  const clock = life.clock(world.clock);
  const c1 = life.port(world.c1, strike);
  const runs = life.port(world.disk, strike);
  const announcer = life.port(world.slack, strike);
  const ports = { clock, c1, runs, announcer, log: quiet, turns: new LocalTurns() };
  const access = createAccess({ store: world.disk, admins: people, clock });
  const index = new ConnectorIndex(ports);
  const readConnector = createReadConnector({ ...ports, index });
  const tellRun = createTellRun(ports);
  const look = createFollowSync({ ...ports, readConnector, tellRun, followMs: 12 * HOUR, random });
  const followers = new Followers({ ...ports, look });
  const standings = { checkStanding: async () => ALLOWED };
  const parts = { ...ports, access, standings, index, readConnector, tellRun, followers, cooldownMs: MINUTE, newId };
  const requestSync = createRequestSync(parts);
  const pickedUp = pickUpOpenRuns(parts);
  void index.refresh();

  return {
    life,

    /** A request, and what is told of it. */
    async ask(request: SyncRequest): Promise<void> {
      await index.loaded(MINUTE);
      try {
        const outcome = await requestSync(request);
        if (outcome.kind === 'queued' || outcome.kind === 'unclear') return tellRun.announce(outcome.run);
        if (outcome.kind === 'joined' && outcome.isNew) return tellRun.announce(outcome.run);
        if (outcome.kind !== 'refused') return;
        if (request.channelId !== null) return tellRun.announce(outcome.run, { error: outcome.error });
        toldAlone.add(outcome.run.id);
        await runs.changeRun(outcome.run.id, { endToldAt: clock.now() });
      } catch (error) {
        // The person is told so; there is no run.
        if (!(error instanceof C1SyncError)) throw error;
      }
    },

    async stop(): Promise<void> {
      index.stop();
      await Promise.all([followers.stop(), pickedUp]);
    },
  };
}
