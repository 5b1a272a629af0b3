import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../../sandbox/slack/observed.ts';
import type { Stage } from '../e2e/stage.ts';
import type { Chance } from '../simulation/chance.ts';

export const CHANNELS = ['general', 'it-help', 'partners'] as const;

export interface Crowd {
  readonly people: readonly string[];
  /** Labels of connectors; each is asked for once, so that each has a message of its own. */
  readonly connectors: readonly string[];
  /** How long somebody thinks between two things they do, in milliseconds. */
  readonly thinkMs: readonly [least: number, most: number];
  readonly chance: Chance;
}

export interface Done {
  /** Everything that was not acknowledged in time, or that Slack had to excuse. */
  readonly failed: string[];
  /** Labels whose sync was asked for, and acknowledged. */
  readonly asked: string[];
  gestures: number;
}

/** Everybody begins at once and goes on until the time is over. */
export async function soak(stage: Stage, crowd: Crowd, forMs: number): Promise<Done> {
  const done: Done = { failed: [], asked: [], gestures: 0 };
  const left = [...crowd.connectors];
  const over = AbortSignal.timeout(forMs);
  setMaxListeners(0, over);
  const live = async (user: string): Promise<void> => {
    while (!over.aborted) {
      const label = left.pop();
      if (label === undefined) throw new Error('there are too few connectors');
      await act(stage, crowd.chance, user, label, done);
      await delay(crowd.chance.between(...crowd.thinkMs), undefined, { signal: over }).catch(() => undefined);
    }
  };
  await Promise.all(crowd.people.map(live));
  return done;
}

async function act(stage: Stage, chance: Chance, user: string, label: string, done: Done): Promise<void> {
  const { slack } = stage;
  const channel = chance.pick(CHANNELS);
  const dice = chance.next();
  const note = (what: string, { acked, shown }: Outcome): boolean => {
    done.gestures += 1;
    if (!acked) done.failed.push(`${user}: ${what}: ${shown ?? 'not acknowledged'}`);
    return acked;
  };
  if (dice < 0.15) return void note('status', await slack.slashCommand({ user, channel, text: 'status' }));
  if (dice < 0.25) return void note('home', await slack.openHome(user));
  if (dice < 0.4) {
    if (note('run', await slack.slashCommand({ user, channel, text: `run "${label}"` }))) done.asked.push(label);
    return;
  }
  if (!note('open', await slack.slashCommand({ user, channel, text: `"${label}"` }))) return;
  const view = await slack.waitFor(() => slack.openViewFor(user)).catch(() => undefined);
  if (view === undefined) return void done.failed.push(`${user}: no modal opened`);
  if (note('submit', await slack.submit(user)) && slack.openViewFor(user) === undefined) done.asked.push(label);
  else done.failed.push(`${user}: ${JSON.stringify(slack.openViewFor(user)?.errors)}`);
}
