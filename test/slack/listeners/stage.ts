import { openMemoryStore } from '../../../src/adapters/store/memory.ts';
import type { Grant, Person } from '../../../src/domain/access.ts';
import { UNMEASURED } from '../../../src/ports/metrics.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { Place } from '../../../src/slack/gesture.ts';
import { InFlight } from '../../../src/slack/in-flight.ts';
import type { Parts } from '../../../src/slack/parts.ts';
import type { Access } from '../../../src/use-cases/access.ts';
import { ConnectorIndex } from '../../../src/use-cases/connector-index.ts';
import { LocalTurns } from '../../../src/use-cases/local-turns.ts';
import { createUseCases } from '../../../src/use-cases/use-cases.ts';
import { createWhoMay } from '../../../src/use-cases/who-may.ts';
import { RecordingAnnouncer } from '../../doubles/announcer.ts';
import { connector, ScriptedC1 } from '../../doubles/c1.ts';
import { ScriptedDirectory } from '../../doubles/directory.ts';
import { quiet } from '../../doubles/log.ts';
import { ManualClock } from '../../doubles/manual-clock.ts';
import { RecordingRequestAnnouncer } from '../../doubles/request-announcer.ts';
import { memoryTrail } from '../../doubles/trail.ts';
import { listenersOf } from './recorded-app.ts';

export const BEN: Person = { userId: 'UBEN', teamId: 'T1' };
const HOME = { teamId: 'T1', enterpriseId: null, isEnterpriseInstall: false, botUserId: 'UBOT', botId: 'BBOT' };

/** Asked whether somebody may. */
const DECISIONS = new Set(['may', 'sync', 'view', 'pause', 'manage', 'admits', 'checkStanding']);
/** What changes nothing. */
const READS =
  /^(areGrantsKnown|confirmGrants|run|latestRun|runsBy|runsOf|newestRuns|openRuns|favouritesOf|request|requestsBy|openRequests|grantsOf|grants|grantedGroups|isOpen|close)$/;
/** Read in the background, whoever it is for. */
const LIST = /^(listApps|listConnectors|warmUp)/;

/** The whole product but Bolt, Slack and C1; ben has the grant, ana is an admin. `happened` is what came of it. */
export async function setUp(changes: Partial<Grant> = {}) {
  const happened: string[] = [];
  let decisions = 0;
  const counting = <T extends object>(object: T): T =>
    new Proxy(object, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (DECISIONS.has(String(name))) decisions += 1;
          return Reflect.apply(value, target, args);
        };
      },
    });

  const clock = new ManualClock();
  const c1 = new ScriptedC1();
  c1.apps = [{ id: 'okta', name: 'Okta' }];
  c1.connectors = [connector('okta', 'prod'), connector('okta', 'preview', { paused: { since: 1_000, reason: null } })];
  const index = new ConnectorIndex({ c1, clock, log: quiet });
  await index.refresh();
  const directory = new ScriptedDirectory();
  for (const userId of ['UANA', 'UBEN', 'UCLEO']) directory.people.set(userId, 'member');
  directory.groups.set('S1', []);
  directory.list = [{ groupId: 'S1', name: 'Help Desk', handle: 'help-desk' }];

  const memory = openMemoryStore();
  const store = new Proxy(memory, {
    get(target, name) {
      const value = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        if (!READS.test(String(name))) happened.push(`store ${String(name)}`);
        return Reflect.apply(value, target, args);
      };
    },
  }) as Store;

  const { audit } = memoryTrail({ clock });
  const whoMay = createWhoMay({ store, directory, admins: ['UANA'], allowGuests: false, clock, log: quiet });
  const access: Access = counting(whoMay.access);
  const standings = counting(whoMay.standings);
  let ids = 0;
  const shared = {
    ...whoMay,
    access,
    standings,
    index,
    clock,
    log: quiet,
    metrics: UNMEASURED,
    newId: () => `id-${++ids}`,
  };
  const announcers = { announcer: new RecordingAnnouncer(), requestAnnouncer: new RecordingRequestAnnouncer() };
  const timing = { cooldownMs: 60_000, followMs: 3_600_000, random: () => 0 };
  const turns = new LocalTurns();
  const useCases = createUseCases({ ...shared, ...announcers, ...timing, c1, store, audit, turns });
  const view = (method: string) => async (given: object) => {
    happened.push(`slack views.${method} ${JSON.stringify(given)}`);
    return { view: { id: 'V1' } };
  };
  const told = async ({ userId }: Place, message: unknown) =>
    void happened.push(`told ${userId} ${JSON.stringify(message)}`);
  const parts = {
    ...shared,
    ...useCases,
    installation: HOME,
    inFlight: new InFlight(clock),
    warmUpC1: () => c1.warmUp(),
    tellPerson: told,
    tellPlace: told,
    sendFile: async (userId: string) => void happened.push(`slack a file for ${userId}`),
    slack: { views: { open: view('open'), publish: view('publish'), update: view('update') } },
  } as unknown as Parts;
  const listeners = listenersOf(parts);
  const grant: Grant = {
    ...{ id: 'held', subject: { kind: 'user', ...BEN }, role: 'requester', verbs: ['sync', 'pause'] },
    ...{ scope: { kind: 'everything' }, grantedBy: 'UANA', grantedAt: 0, expiresAt: null, reason: null, ...changes },
  };
  await memory.addGrant(grant);

  return {
    ...{ memory, clock, directory, standings, requestKeeper: useCases.requestKeeper, listeners, grant, parts },
    decisions: () => decisions,
    /** What the listener does with these arguments; what waits for time gets ten seconds. */
    async run(name: string, args: object): Promise<readonly string[]> {
      happened.length = 0;
      c1.calls.length = 0;
      decisions = 0;
      const ack = async (answer?: unknown) => {
        if (answer !== undefined) happened.push(`ack ${JSON.stringify(answer)}`);
      };
      const listener = listeners.get(name);
      if (listener === undefined) throw new Error(`nobody listens to ${name}`);
      let over = false;
      const done = listener({ ...args, ack }).finally(() => {
        over = true;
      });
      for (let n = 0; n < 10 && !over; n++) await clock.advance(1_000);
      await done;
      await clock.advance(0);
      return [...happened, ...c1.calls.filter((call) => !LIST.test(call)).map((call) => `c1 ${call}`)];
    },
  };
}

export type Stage = Awaited<ReturnType<typeof setUp>>;
