import type { Outlook } from '../../src/domain/outlook.ts';
import type { RunState, SyncRun } from '../../src/domain/sync-run.ts';
import type { Announcer, Told } from '../../src/ports/announcer.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Chance } from './chance.ts';

interface Posted {
  /** What it says. */
  state: RunState;
  /** Our clock. */
  readonly rewrittenAt: number[];
}

const NOBODY: Told = { told: false, message: null, copy: null };

/** Slack as far as runs are told there: messages that keep what they say, and replies in their threads. */
export class ModelSlack implements Announcer {
  /** The messages about each run. */
  readonly byRun = new Map<string, Posted[]>();
  /** How often those who wait for a run were called. */
  readonly replies = new Map<string, number>();
  /** Our clock. */
  awayUntil = -Infinity;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #messages = new Map<string, Posted>();

  constructor({ clock, chance }: { clock: Clock; chance: Chance }) {
    this.#clock = clock;
    this.#chance = chance;
  }

  async announce(run: SyncRun): Promise<Told> {
    return this.#travelled(() => this.#post(run));
  }

  async update(run: SyncRun, _outlook: Outlook): Promise<Told> {
    return this.#travelled(() => {
      const { message } = run;
      const known = message === null ? undefined : this.#messages.get(message.ts);
      if (message === null || known === undefined) return this.#post(run);
      known.state = run.state;
      known.rewrittenAt.push(this.#clock.now());
      return { told: true, message, copy: null };
    });
  }

  async callWatchers({ id }: SyncRun): Promise<void> {
    await this.#travelled(() => {
      this.replies.set(id, (this.replies.get(id) ?? 0) + 1);
      return NOBODY;
    });
  }

  #post({ id, state, channelId }: SyncRun): Told {
    const ts = `m${this.#messages.size}`;
    const posted = { state, rewrittenAt: [] };
    this.#messages.set(ts, posted);
    this.byRun.set(id, [...(this.byRun.get(id) ?? []), posted]);
    return { told: true, message: { channelId: channelId ?? 'D', ts }, copy: null };
  }

  async #travelled(deed: () => Told): Promise<Told> {
    await this.#clock.sleep(this.#chance.spread(20, 2_000));
    const told = this.#clock.now() < this.awayUntil ? NOBODY : deed();
    await this.#clock.sleep(this.#chance.spread(20, 200));
    return told;
  }
}
