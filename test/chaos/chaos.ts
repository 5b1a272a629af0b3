import type { CatalogApp } from '../../sandbox/c1/catalog.ts';
import type { Delivery } from '../../sandbox/slack/observed.ts';
import type { OnFinished } from '../e2e/product.ts';
import { type Mode, type Stage, setTheStage, startAgain } from '../e2e/stage.ts';
import { type Chance, chance } from '../simulation/chance.ts';
import { type Asked, type ChaosReport, judge } from './judge.ts';

export interface ChaosOptions {
  /** How many times the app is killed. */
  readonly kills: number;
  /** The same seed makes the same gestures; what they have come to at the kill is up to the machine. */
  readonly seed: number;
  readonly mode: Mode;
  readonly onFinished: OnFinished;
  /** More of the environment, such as DATABASE_URL. */
  readonly env?: Record<string, string>;
}

const APPS = 12;
/** From the gesture, in milliseconds: half of the kills come within the first 55. */
const KILL_AFTER = [2, 1_500] as const;
/** From `ready`: what the last process left open is being picked up. */
const KILL_WHILE_PICKING_UP = [1, 300] as const;

/** A run that may never have reached C1 is given up after a minute, so that the last word of it can be waited for. */
const ENV = { C1_SYNC_FOLLOW_MINUTES: '1' };

/** Kills the app at random points of real flows, starts it again, and looks at what is left. */
export async function runChaos({ kills, seed, mode, onFinished, env = {} }: ChaosOptions): Promise<ChaosReport> {
  const c1 = { apps: catalog(kills, mode), settings: { queueMs: 100, syncMs: 300 } };
  const stage = await setTheStage({ mode, onFinished, env: { ...ENV, ...env }, c1 });
  const chaos = new Chaos(stage, mode, chance(seed), onFinished);
  for (let n = 0; n < kills; n += 1) await chaos.round(n, n < kills - 1);
  return chaos.report();
}

class Chaos {
  #stage: Stage;
  readonly #mode: Mode;
  readonly #chance: Chance;
  readonly #onFinished: OnFinished;
  /** By label: each connector is asked for by one gesture. */
  readonly #asked = new Map<string, Asked>();
  /** What the newest acknowledged change says of a person's access; absent: not known, it was cut off. */
  readonly #allowed = new Map<string, boolean>();
  #last: Delivery | undefined;
  readonly #killedIn = { gesture: 0, 'pick-up': 0 };

  constructor(stage: Stage, mode: Mode, chance: Chance, onFinished: OnFinished) {
    this.#stage = stage;
    this.#mode = mode;
    this.#chance = chance;
    this.#onFinished = onFinished;
  }

  /** One kill, most of them in the middle of a gesture, and a new start. */
  async round(n: number, goesOn: boolean): Promise<void> {
    const { slack } = this.#stage;
    const pickUp = n > 0 && goesOn && this.#chance.happens(0.15);
    if (pickUp) {
      await this.#kill('pick-up', KILL_WHILE_PICKING_UP);
    } else {
      await this.#stage.product.logged(({ msg }) => msg.startsWith('the list of connectors'));
      if (this.#last !== undefined && this.#chance.happens(0.3)) await slack.redeliver(this.#last);
      const gestures = [this.#gesture(n), this.#changeAccess()];
      await this.#kill('gesture', KILL_AFTER);
      await Promise.all(gestures);
    }
    this.#stage = { ...this.#stage, product: await startAgain(this.#stage, this.#onFinished) };
  }

  async report(): Promise<ChaosReport> {
    const killed = this.#killedIn;
    return { killed, ...(await judge(this.#stage, this.#asked, this.#allowed)) };
  }

  async #kill(during: 'gesture' | 'pick-up', [least, most]: readonly [number, number]): Promise<void> {
    const time = AbortSignal.timeout(this.#chance.spread(least, most));
    await new Promise<void>((over) => time.addEventListener('abort', () => over(), { once: true }));
    await this.#stage.product.kill('SIGKILL');
    this.#killedIn[during] += 1;
  }

  /** Asks for a connector of its own, by command or by modal. */
  async #gesture(n: number): Promise<void> {
    const { slack } = this.#stage;
    const asked: Asked = { connectorId: `conn${n}`, acked: false };
    this.#asked.set(this.#labelOf(n), asked);
    const outcome = this.#chance.happens(0.5)
      ? await slack.slashCommand({ user: 'ana', channel: 'general', text: `run "${this.#labelOf(n)}"` })
      : await this.#byModal(n);
    if (outcome === undefined) return;
    asked.acked = outcome.acked;
    this.#last = outcome.delivery;
  }

  async #byModal(n: number) {
    const { slack } = this.#stage;
    if (slack.openViewFor('ana') !== undefined) await slack.closeView('ana').catch(() => undefined);
    const opened = await slack.slashCommand({ user: 'ana', channel: 'general', text: `"${this.#labelOf(n)}"` });
    if (!opened.acked) return undefined;
    const view = await slack.waitFor(() => slack.openViewFor('ana'), 1_000).catch(() => undefined);
    // Killed before it opened: the person sees that nothing opened.
    return view === undefined ? undefined : slack.submit('ana');
  }

  #labelOf(n: number): string {
    return `${appName(this.#mode, n % APPS)} / Connector ${n}`;
  }

  async #changeAccess(): Promise<void> {
    const { slack } = this.#stage;
    const user = this.#chance.happens(0.5) ? 'ben' : 'cleo';
    const allows = this.#chance.happens(0.6);
    const text = `${allows ? 'allow' : 'revoke'} @${user}`;
    const { acked } = await slack.slashCommand({ user: 'ana', channel: 'general', text });
    if (acked) this.#allowed.set(user, allows);
    else this.#allowed.delete(user);
  }
}

/** They are called differently in each mode, so that both can share a database, where one may find runs of the other. */
function appName(mode: Mode, app: number): string {
  return `App ${app} by ${mode}`;
}

function catalog(connectors: number, mode: Mode): CatalogApp[] {
  return Array.from({ length: APPS }, (_, app) => ({
    id: `${mode}${app}`,
    displayName: appName(mode, app),
    connectors: Array.from({ length: connectors }, (_, n) => n)
      .filter((n) => n % APPS === app)
      .map((n) => ({ id: `conn${n}`, displayName: `Connector ${n}` })),
  }));
}
