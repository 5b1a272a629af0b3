import { isDeepStrictEqual } from 'node:util';
import { type Person, personKey } from '../../domain/access.ts';
import {
  type AccessRequest,
  decided,
  isOpen,
  type RequestChange,
  type RequestDecision,
  type RequestObstacle,
  requestObstacle,
} from '../../domain/access-request.ts';
import { StoreFailed } from '../../domain/errors.ts';
import { assertShape } from './assert-shape.ts';
import type { Note } from './changes.ts';
import { Pages } from './pages.ts';
import { requestShape } from './request-shape.ts';

/** Requests with nothing left to do are forgotten beyond the newest of this many. Open ones are kept. */
export const CLOSED_REQUESTS_KEPT = 500;

/** Requests for access in the order they were made; those with something left to do by themselves. */
export class RequestTable {
  readonly #requests: Pages<AccessRequest>;
  readonly #open = new Map<string, AccessRequest>();
  #closed = 0;
  #revision = 0;

  constructor(pages: Iterable<readonly AccessRequest[]>, note?: Note) {
    this.#requests = new Pages(pages, note);
    for (const request of this.#requests.list()) this.#index(request, undefined);
  }

  /** Grows with each change. */
  get revision(): number {
    return this.#revision;
  }

  get(id: string): AccessRequest | undefined {
    return this.#requests.get(id);
  }

  by(person: Person, limit: number): readonly AccessRequest[] {
    const own = this.#requests.list().filter(({ asker }) => personKey(asker) === personKey(person));
    return own.slice(Math.max(0, own.length - limit)).reverse();
  }

  open(): readonly AccessRequest[] {
    return [...this.#open.values()];
  }

  pages(): readonly (readonly AccessRequest[])[] {
    return [...this.#requests];
  }

  add(request: AccessRequest): RequestObstacle | undefined {
    const obstacle = requestObstacle(this.#open.values(), request);
    if (obstacle !== undefined) return obstacle;
    if (this.get(request.id) !== undefined) throw new StoreFailed(`a request with the id ${request.id} exists already`);
    this.#put(request);
    return undefined;
  }

  decide(id: string, decision: RequestDecision): AccessRequest {
    return this.#put(decided(this.#known(id), decision));
  }

  change(id: string, change: RequestChange): AccessRequest {
    return this.#put({ ...this.#known(id), ...change });
  }

  #known(id: string): AccessRequest {
    const request = this.get(id);
    if (request === undefined) throw new StoreFailed(`there is no request with the id ${id}`);
    return request;
  }

  #put(request: AccessRequest): AccessRequest {
    const before = this.get(request.id);
    if (isDeepStrictEqual(request, before)) return request;
    assertShape(requestShape, request);
    this.#index(request, before);
    this.#requests.put(request);
    this.#forgetOldClosed();
    this.#revision += 1;
    return request;
  }

  #index(request: AccessRequest, before: AccessRequest | undefined): void {
    if (before !== undefined && !isOpen(before)) this.#closed -= 1;
    if (isOpen(request)) {
      this.#open.set(request.id, request);
    } else {
      this.#closed += 1;
      this.#open.delete(request.id);
    }
  }

  #forgetOldClosed(): void {
    while (this.#closed > CLOSED_REQUESTS_KEPT) {
      const oldest = this.#requests.list().find((request) => !isOpen(request));
      if (oldest === undefined) return;
      this.#requests.remove(oldest.id);
      this.#closed -= 1;
    }
  }
}
