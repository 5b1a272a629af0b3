import type { Outlook } from '../../src/domain/outlook.ts';
import type { MessagePlace, RunState, SyncRun } from '../../src/domain/sync-run.ts';
import type { Announcer, Aside, Told } from '../../src/ports/announcer.ts';

/** One thing that was told, as a state of a run; `ts` is that of the message it was told in. */
export interface Telling {
  readonly how: 'announce' | 'update' | 'call';
  readonly id: string;
  readonly state: RunState;
  readonly ts: string | null;
  readonly outlook: Outlook | null;
  readonly aside: Aside | null;
}

/** The Announcer port that writes down what it is told. */
export class RecordingAnnouncer implements Announcer {
  readonly tellings: Telling[] = [];
  /** Nobody can be told anything. */
  isAway = false;
  /** Told by a way that does not say which message it is. */
  isPlaceless = false;
  /** What is told next waits for this. */
  gate: Promise<void> = Promise.resolve();
  #posted = 0;

  async announce(run: SyncRun, outlook: Outlook, aside: Aside | null = null): Promise<Told> {
    return this.#tell('announce', run, outlook, aside);
  }

  async update(run: SyncRun, outlook: Outlook): Promise<Told> {
    return this.#tell('update', run, outlook, null);
  }

  async callWatchers({ id, state, message }: SyncRun): Promise<void> {
    this.tellings.push({ how: 'call', id, state, ts: message?.ts ?? null, outlook: null, aside: null });
  }

  /** In short, such as `update running m1`. */
  get lines(): string[] {
    return this.tellings.map(({ how, state, ts }) => `${how} ${state} ${ts ?? '-'}`);
  }

  async #tell(how: 'announce' | 'update', run: SyncRun, outlook: Outlook, aside: Aside | null): Promise<Told> {
    await this.gate;
    if (this.isAway) return { told: false, message: null, copy: null };
    const message = this.isPlaceless ? null : (run.message ?? this.#newPlace(run));
    this.tellings.push({ how, id: run.id, state: run.state, ts: message?.ts ?? null, outlook, aside });
    return { told: true, message, copy: null };
  }

  #newPlace({ channelId, requestedBy }: SyncRun): MessagePlace {
    this.#posted += 1;
    return { channelId: channelId ?? requestedBy, ts: `m${this.#posted}` };
  }
}
