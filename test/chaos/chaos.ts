import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { CatalogApp } from '../../sandbox/c1/catalog.ts';
import type { Delivery, SeenMessage } from '../../sandbox/slack/observed.ts';
import type { OnFinished } from '../e2e/product.ts';
import { type Mode, type Stage, setTheStage, startAgain } from '../e2e/stage.ts';
import { type Chance, chance } from '../simulation/chance.ts';

export interface ChaosOptions {
  /** How many times the app is killed. */
  readonly kills: number;
  /** The same seed makes the same gestures; when they meet the kill is up to the machine. */
  readonly seed: number;
  readonly mode: Mode;
  readonly onFinished: OnFinished;
  readonly env?: Record<string, string>;
}

/** What came of it. Each list holds what must not be. */
export interface ChaosReport {
  readonly kills: number;
  readonly asked: number;
  readonly forced: number;
  readonly ended: number;
  /** Connectors that C1 was asked to sync more than once for one gesture. */
  readonly doubled: readonly string[];
  /** Accepted requests, or syncs that C1 took, without a final word to anybody. */
  readonly silent: readonly string[];
  /** Runs with more than one final message. */
  readonly repeated: readonly string[];
  /** Changes of access that were acknowledged and are not in force. */
  readonly lostAccess: readonly string[];
  /** What `audit verify` says. */
  readonly audit: string;
}

const APPS = 12;
/** A run that was cut off shows its end within this, follow steps of 5 s included. */
const SETTLES_WITHIN_MS = 90_000;
const LATEST_KILL_MS = 350;
const FINAL = /: (finished|failed|paused|unclear after|still )/;

/** Kills the app at random points of real flows, starts it again, and looks at what is left. */
export async function runChaos({ kills, seed, mode, onFinished, env = {} }: ChaosOptions): Promise<ChaosReport> {
  const apps = catalog(kills);
  const stage = await setTheStage({ mode, onFinished, env, c1: { apps, settings: { queueMs: 100, syncMs: 300 } } });
  const chaos = new Chaos(stage, chance(seed), onFinished);
  for (let n = 0; n < kills; n += 1) await chaos.round(n);
  return chaos.report(kills);
}

class Chaos {
  #stage: Stage;
  readonly #chance: Chance;
  readonly #onFinished: OnFinished;
  /** By connector: was the gesture acknowledged? Each connector is asked for by one gesture. */
  readonly #asked = new Map<string, boolean>();
  /** What the newest acknowledged change says of a person's access; absent: not known, it was cut off. */
  readonly #allowed = new Map<string, boolean>();
  #last: Delivery | undefined;

  constructor(stage: Stage, chance: Chance, onFinished: OnFinished) {
    this.#stage = stage;
    this.#chance = chance;
    this.#onFinished = onFinished;
  }

  async round(n: number): Promise<void> {
    const { product, slack } = this.#stage;
    if (this.#last !== undefined && this.#chance.happens(0.3)) await slack.redeliver(this.#last);
    const gestures = [this.#gesture(n), this.#changeAccess()];
    const kill = AbortSignal.timeout(this.#chance.between(1, LATEST_KILL_MS));
    await new Promise<void>((over) => kill.addEventListener('abort', () => over(), { once: true }));
    await product.kill('SIGKILL');
    await Promise.all(gestures);
    this.#stage = { ...this.#stage, product: await startAgain(this.#stage, this.#onFinished) };
    await this.#stage.product.logged(({ msg }) => msg.startsWith('the list of connectors'));
  }

  async report(kills: number): Promise<ChaosReport> {
    const { slack, c1, databasePath } = this.#stage;
    const due = () =>
      [...this.#asked].filter(([label, acked]) => acked || this.#forced(label) > 0).map(([label]) => label);
    const silent = () => due().filter((label) => this.#finalWords(label) === 0);
    await slack.waitFor(() => silent().length === 0, SETTLES_WITHIN_MS).catch(() => undefined);
    const labels = [...this.#asked.keys()];
    const lostAccess = await this.#lostAccess();
    await this.#stage.product.kill('SIGTERM');
    return {
      kills,
      asked: labels.length,
      forced: c1.forceSyncs.length,
      ended: labels.filter((label) => this.#finalWords(label) > 0).length,
      doubled: labels.filter((label) => this.#forced(label) > 1),
      silent: silent(),
      repeated: labels.filter((label) => this.#finalWords(label) > 1),
      lostAccess,
      audit: verifyAudit(databasePath),
    };
  }

  /** Asks for a connector of its own, by command or by modal. */
  async #gesture(n: number): Promise<void> {
    const { slack } = this.#stage;
    const label = labelOf(n);
    this.#asked.set(label, false);
    const outcome = this.#chance.happens(0.5)
      ? await slack.slashCommand({ user: 'ana', channel: 'general', text: `run "${label}"` })
      : await this.#byModal(n);
    if (outcome === undefined) return;
    if (outcome.acked) this.#asked.set(label, true);
    this.#last = outcome.delivery;
  }

  async #byModal(n: number) {
    const { slack } = this.#stage;
    if (slack.openViewFor('ana') !== undefined) await slack.closeView('ana').catch(() => undefined);
    const opened = await slack.slashCommand({ user: 'ana', channel: 'general', text: `"${labelOf(n)}"` });
    if (!opened.acked) return undefined;
    const view = await slack.waitFor(() => slack.openViewFor('ana'), 1_000).catch(() => undefined);
    // Killed before it opened: the person sees that nothing opened.
    return view === undefined ? undefined : slack.submit('ana');
  }

  async #changeAccess(): Promise<void> {
    const { slack } = this.#stage;
    const user = this.#chance.happens(0.5) ? 'ben' : 'cleo';
    const allows = this.#chance.happens(0.6);
    const { acked } = await slack.slashCommand({
      user: 'ana',
      channel: 'general',
      text: `${allows ? 'allow' : 'revoke'} @${user}`,
    });
    if (acked) this.#allowed.set(user, allows);
    else this.#allowed.delete(user);
  }

  async #lostAccess(): Promise<string[]> {
    const { slack } = this.#stage;
    const told = slack.ephemerals('ana').length;
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'who' });
    const answer = await slack.waitFor(() => slack.ephemerals('ana')[told]);
    const list = JSON.stringify(answer.blocks);
    const lost = [...this.#allowed].filter(
      ([user, allowed]) => list.includes(slack.workspace.person(user).id) !== allowed,
    );
    return lost.map(([user, allowed]) => `${user} ${allowed ? 'was allowed' : 'was revoked'}`);
  }

  #forced(label: string): number {
    const id = `conn${label.split('Connector ')[1]}`;
    return this.#stage.c1.forceSyncs.filter(({ connectorId }) => connectorId === id).length;
  }

  /** Final words in the channel or to the person, threads left out. */
  #finalWords(label: string): number {
    const { slack } = this.#stage;
    const isMain = ({ threadTs, ts, source }: SeenMessage) => source !== 'person' && (threadTs ?? ts) === ts;
    const said = [...slack.messages('general'), ...slack.messages(slack.dm('ana'))].filter(isMain);
    return said.filter(({ text }) => text.includes(`${label}:`) && FINAL.test(text)).length;
  }
}

function labelOf(n: number): string {
  return `App ${n % APPS} / Connector ${n}`;
}

function catalog(connectors: number): CatalogApp[] {
  return Array.from({ length: APPS }, (_, app) => ({
    id: `app${app}`,
    displayName: `App ${app}`,
    connectors: Array.from({ length: connectors }, (_, n) => n)
      .filter((n) => n % APPS === app)
      .map((n) => ({ id: `conn${n}`, displayName: `Connector ${n}` })),
  }));
}

function verifyAudit(databasePath: string): string {
  const entry = resolve(import.meta.dirname, '../../dist/audit.js');
  const env = { PATH: process.env.PATH ?? '', DATABASE_PATH: databasePath };
  try {
    return execFileSync(process.execPath, [entry, 'verify'], { env, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch (error) {
    return `broken: ${String((error as { stdout?: string }).stdout)}`;
  }
}
