import { type AccessRequest, lapse, lapsesAt } from '../domain/access-request.ts';
import type { MessagePlace } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RequestAnnouncer } from '../ports/request-announcer.ts';
import type { AccessRequestStore } from '../ports/store.ts';
import type { Turns } from '../ports/turns.ts';
import type { Access } from './access.ts';

const HOUR = 60 * 60_000;
/** What Slack did not take is tried again this often. */
const LOOK_EVERY_MS = HOUR;
/** A store that fails must not be asked without a pause. */
const LOOK_AT_MOST_EVERY_MS = 60_000;
/** While Slack does not take an answer it is tried again; after this the log has to do. */
const KEEP_TRYING_MS = 24 * HOUR;
/** Each is told in a direct message of their own. */
const MANAGERS_TOLD = 20;

export interface RequestKeeperParts {
  readonly requests: AccessRequestStore;
  readonly access: Access;
  readonly requestAnnouncer: RequestAnnouncer;
  readonly clock: Clock;
  readonly log: Log;
  /** A message that is still on its way cannot be rewritten yet. */
  readonly turns: Turns;
}

/**
 * Sees to it that every request for access gets before the managers, lapses in time, and that its answer is shown
 * wherever it was asked; also what the last process left undone.
 */
export class RequestKeeper {
  readonly #parts: RequestKeeperParts;
  readonly #turns: Turns;
  #pause = new AbortController();
  readonly #stopped = new AbortController();

  constructor(parts: RequestKeeperParts) {
    this.#parts = parts;
    this.#turns = parts.turns;
  }

  /** Cares for all requests until {@link stop}. Never rejects. */
  async run(): Promise<void> {
    const { clock } = this.#parts;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const wait = await this.#careForAll();
      this.#pause = new AbortController();
      await clock.sleep(wait, this.#pause.signal).catch(() => undefined);
    }
  }

  /** Looks at all of them now: whoever was at one may be gone. */
  lookNow(): void {
    this.#pause.abort();
  }

  /** Leaves no timer. */
  stop(): void {
    this.#stopped.abort();
    this.#pause.abort();
  }

  /**
   * Brings what people see of a request in line with what is recorded. Never rejects; what fails is tried again later.
   * @param seen a message that asks for its answer, as somebody just saw it: nobody may have recorded it
   * @returns the request as it is then; undefined: it is not known, or the store failed
   */
  care(id: string, seen: MessagePlace | null = null): Promise<AccessRequest | undefined> {
    return this.#turns
      .take(`request:${id}`, () => this.#care(id, seen))
      .catch((error: unknown) => {
        this.#parts.log.error({ err: error, request: id }, 'a request for access could not be cared for');
        return undefined;
      });
  }

  /** Resolves to the milliseconds until the next is due. */
  async #careForAll(): Promise<number> {
    const { requests, clock, log } = this.#parts;
    try {
      const open = await requests.openRequests();
      await Promise.all(open.filter((one) => needsCare(one, clock.now())).map(({ id }) => this.care(id)));
      const waiting = (await requests.openRequests()).filter(({ state }) => state === 'waiting');
      const next = Math.min(...waiting.map((request) => lapsesAt(request) - clock.now()), LOOK_EVERY_MS);
      return Math.max(next, LOOK_AT_MOST_EVERY_MS);
    } catch (error) {
      log.error({ err: error }, 'the requests for access could not be read');
      return LOOK_AT_MOST_EVERY_MS;
    }
  }

  async #care(id: string, seen: MessagePlace | null): Promise<AccessRequest | undefined> {
    const { requests, clock, log } = this.#parts;
    const request = await requests.request(id);
    if (request === undefined) return undefined;
    if (request.state !== 'waiting') return this.#showAnswer(request, seen);
    if (clock.now() < lapsesAt(request)) return this.#post(request);
    const decided = await requests.decideRequest(id, lapse(clock.now()));
    if (decided.state === 'lapsed')
      log.info({ request: id, user: request.asker.userId }, 'a request for access lapsed');
    return this.#showAnswer(decided, seen);
  }

  async #post(request: AccessRequest): Promise<AccessRequest> {
    if (request.places.length > 0) return request;
    const { requests, access, requestAnnouncer } = this.#parts;
    const managers = access.managers().filter((userId) => userId !== request.asker.userId);
    const places = await requestAnnouncer.post(request, managers.slice(0, MANAGERS_TOLD));
    return requests.changeRequest(request.id, { places });
  }

  async #showAnswer(request: AccessRequest, seen: MessagePlace | null): Promise<AccessRequest> {
    const { requests, requestAnnouncer, clock } = this.#parts;
    const asking = seen === null || request.places.some(isAt(seen)) ? request.places : [...request.places, seen];
    if (asking.length === 0 && request.toldAt !== null) return request;
    const [left, told] = await Promise.all([
      requestAnnouncer.showAnswer({ ...request, places: asking }),
      request.toldAt !== null || requestAnnouncer.tellAsker(request),
    ]);
    const now = clock.now();
    const givesUp = now - (request.decidedAt ?? now) >= KEEP_TRYING_MS;
    return requests.changeRequest(request.id, {
      places: givesUp ? [] : left,
      toldAt: request.toldAt ?? (told || givesUp ? now : null),
    });
  }
}

/** Nothing is to be done for one that waits for its answer before the managers. */
function needsCare(request: AccessRequest, now: number): boolean {
  return request.state !== 'waiting' || request.places.length === 0 || now >= lapsesAt(request);
}

function isAt({ channelId, ts }: MessagePlace): (place: MessagePlace) => boolean {
  return (place) => place.channelId === channelId && place.ts === ts;
}
