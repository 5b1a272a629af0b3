import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import type { ConnectorRef } from '../../src/domain/connector.ts';
import type { SyncRequest } from '../../src/use-cases/request-sync.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { chance } from './chance.ts';
import { keepLedger } from './ledger.ts';
import { Life, type Strike } from './life.ts';
import { ModelC1 } from './model-c1.ts';
import { ModelSlack } from './model-slack.ts';
import { startProcess, type World } from './start-process.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CONNECTORS = 300;
const REQUESTS = 2_000;
const PEOPLE = 40;
/** Where it matters most that the process may die: around what is asked of others. */
const DANGEROUS = new Set(['beginRun', 'changeRun', 'forceSync', 'announce', 'update', 'callWatchers']);

/**
 * A day of many people, one tenant and a process that is killed again and again, and then the time until all is done.
 * @param skewMs how far C1's clock is ahead of ours
 */
export async function simulateDay(seed: number, skewMs: number) {
  const dice = chance(seed);
  const clock = new ManualClock();
  const begun = clock.now();
  const isDay = () => clock.now() - begun < DAY;
  const refs = Array.from(
    { length: CONNECTORS },
    (_, n): ConnectorRef => ({ appId: `app${n % 15}`, connectorId: `c${n}` }),
  );
  const people = Array.from({ length: PEOPLE }, (_, n) => `U${n}`);
  const c1 = new ModelC1(refs, { clock, chance: chance(seed + 1), skewMs });
  const slack = new ModelSlack({ clock, chance: chance(seed + 2) });
  const ledger = keepLedger(openMemoryStore());
  const toldAlone = new Set<string>();
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  const world: World = { clock, c1, slack, disk: ledger.store, people, toldAlone, newId, random: dice.next };

  let kills = 0;
  const strike: Strike = (method) => {
    if (!isDay() || !DANGEROUS.has(method) || !dice.happens(0.006)) return null;
    return dice.happens(0.5) ? 'before' : 'after';
  };
  const start = () => startProcess(world, new Life(() => void startAgain()), strike);
  let running = start();
  async function startAgain(): Promise<void> {
    kills += 1;
    await clock.sleep(dice.spread(1_000, 10 * MINUTE));
    running = start();
  }

  const everySoOften = async (wait: () => number, deed: () => void): Promise<void> => {
    for (let next = wait(); clock.now() + next < begun + DAY; next = wait()) {
      await clock.sleep(next);
      deed();
    }
  };
  const killing = everySoOften(
    () => dice.between(0, 40 * MINUTE),
    () => running.life.end(),
  );
  const outages = everySoOften(
    () => dice.between(HOUR, 8 * HOUR),
    () => {
      slack.awayUntil = clock.now() + dice.spread(5_000, 30 * MINUTE);
    },
  );

  const person = async (n: number): Promise<void> => {
    await clock.sleep(dice.between(0, DAY - MINUTE));
    const request: SyncRequest = {
      person: { userId: dice.pick(people), teamId: 'T1' },
      // A few connectors are everybody's, and asked for by several at once.
      ref: dice.happens(0.3) ? dice.pick(refs.slice(0, 15)) : dice.pick(refs),
      gesture: `view:V${n}`,
      channelId: dice.happens(0.8) ? 'C1' : null,
      reason: null,
      restart: dice.happens(0.05),
    };
    while (running.life.isOver) await clock.sleep(15_000);
    // Nobody waits for the answer: it never comes from a process that died. Slack delivers some gestures twice.
    void running.ask(request);
    if (dice.happens(0.05)) void running.ask(request);
  };
  const requests = Promise.all(Array.from({ length: REQUESTS }, (_, n) => person(n)));

  await clock.advance(DAY);
  // What is lost in C1 is given up after twelve hours.
  for (let hours = 0; hours < 14 && (await ledger.store.openRuns()).length > 0; hours += 1) await clock.advance(HOUR);
  await Promise.all([killing, outages, requests]);
  const open = await ledger.store.openRuns();
  const stopped = running.stop();
  await clock.advance(MINUTE);
  await stopped;
  return { c1, slack, ledger, kills, open, toldAlone, timersLeft: clock.sleeping() };
}
