import { isDeepStrictEqual } from 'node:util';
import { type Grant, type GroupSubject, type Person, personKey, type Subject } from '../../domain/access.ts';
import type { AccessRequest, RequestDecision } from '../../domain/access-request.ts';
import type { ConnectorRef } from '../../domain/connector.ts';
import { StoreFailed } from '../../domain/errors.ts';
import {
  changed,
  findObstacle,
  type Obstacle,
  type RunChange,
  type SyncRun,
  unwatched,
  type Watcher,
  watched,
} from '../../domain/sync-run.ts';
import { assertShape } from './assert-shape.ts';
import type { Changes } from './changes.ts';
import { GrantTable } from './grant-table.ts';
import { Pages } from './pages.ts';
import { type Favourites, favouritesShape, grantShape, runShape } from './record-shapes.ts';
import { RequestTable } from './request-table.ts';
import { newestFirst, RunTable } from './run-table.ts';

/** Everything a store knows, in pages as of `Pages`; the order is that of making. */
export interface Records {
  readonly grants: readonly (readonly Grant[])[];
  readonly runs: readonly (readonly SyncRun[])[];
  readonly favourites: readonly (readonly Favourites[])[];
  readonly requests: readonly (readonly AccessRequest[])[];
}

export const NO_RECORDS: Records = { grants: [], runs: [], favourites: [], requests: [] };

/**
 * What a store knows, in memory and with its indexes: the same for every store that fits in memory. A method that
 * throws or refuses has changed nothing, and the same calls on equal states make equal states.
 */
export class StoreState {
  readonly requests: RequestTable;
  readonly #grants: GrantTable;
  readonly #runs: RunTable;
  readonly #favourites: Pages<Favourites>;
  readonly #isFollower: boolean;
  #revision = 0;

  /**
   * @param changes gets what changes from now on
   * @param isFollower it is told only what another state has taken, and need not look whether it can be kept
   */
  constructor({ grants, runs, favourites, requests } = NO_RECORDS, changes?: Changes, isFollower = false) {
    this.#isFollower = isFollower;
    this.requests = new RequestTable(requests, changes?.of('requests'));
    this.#grants = new GrantTable(grants, changes?.of('grants'));
    this.#runs = new RunTable(runs, changes?.of('runs'));
    this.#favourites = new Pages(favourites, changes?.of('favourites'));
  }

  /** Grows with each change. */
  get revision(): number {
    return this.#revision + this.requests.revision;
  }

  records(): Records {
    return {
      grants: this.#grants.pages(),
      runs: this.#runs.pages(),
      favourites: [...this.#favourites],
      requests: this.requests.pages(),
    };
  }

  grants(): readonly Grant[] {
    return this.#grants.all();
  }

  grantedGroups(): readonly GroupSubject[] {
    return this.#grants.groups();
  }

  grantsOf(subject: Subject): readonly Grant[] {
    return this.#grants.of(subject);
  }

  addGrant(grant: Grant, replaces: readonly string[]): void {
    assertShape(grantShape, grant);
    for (const id of replaces) this.#grants.remove(id);
    this.#grants.put(grant);
    this.#revision += 1;
  }

  removeGrants(ids: readonly string[]): void {
    for (const id of ids) if (this.#grants.remove(id)) this.#revision += 1;
  }

  beginRun(run: SyncRun, cooldownMs: number): Obstacle | undefined {
    const obstacle = findObstacle(this.#runs.rivalsOf(run), run, cooldownMs);
    if (obstacle !== undefined) return obstacle;
    if (this.#runs.get(run.id) !== undefined) throw new StoreFailed(`a run with the id ${run.id} exists already`);
    this.#putRun(run);
    return undefined;
  }

  changeRun(id: string, change: RunChange): SyncRun {
    return this.#changeRun(id, (run) => changed(run, change));
  }

  watchRun(id: string, watcher: Watcher): SyncRun {
    return this.#changeRun(id, (run) => watched(run, watcher));
  }

  unwatchRun(id: string, userId: string): SyncRun {
    return this.#changeRun(id, (run) => unwatched(run, userId));
  }

  run(id: string): SyncRun | undefined {
    return this.#runs.get(id);
  }

  latestRun(ref: ConnectorRef): SyncRun | undefined {
    let latest: SyncRun | undefined;
    for (const run of this.#runs.of(ref)) {
      if (run.state === 'refused' || run.origin === 'join') continue;
      if (latest === undefined || run.requestedAt >= latest.requestedAt) latest = run;
    }
    return latest;
  }

  runsBy({ userId, teamId }: Person, limit: number): readonly SyncRun[] {
    const own = this.#runs.all().filter((run) => run.requestedBy === userId && run.teamId === teamId);
    return newestFirst(own, limit);
  }

  runsOf(ref: ConnectorRef, limit: number): readonly SyncRun[] {
    return newestFirst(this.#runs.of(ref), limit);
  }

  newestRuns(limit: number): readonly SyncRun[] {
    return newestFirst(this.#runs.all(), limit);
  }

  openRuns(ref?: ConnectorRef): readonly SyncRun[] {
    return this.#runs.open(ref);
  }

  favouritesOf(person: Person): readonly ConnectorRef[] {
    return this.#favourites.get(personKey(person))?.connectors ?? [];
  }

  setFavourites(person: Person, refs: readonly ConnectorRef[]): void {
    const id = personKey(person);
    const connectors = refs.map(({ appId, connectorId }) => ({ appId, connectorId }));
    if (isDeepStrictEqual(connectors, this.favouritesOf(person))) return;
    if (connectors.length === 0) {
      this.#favourites.remove(id);
    } else {
      assertShape(favouritesShape, { id, connectors });
      this.#favourites.put({ id, connectors });
    }
    this.#revision += 1;
  }

  decideRequest(
    id: string,
    decision: RequestDecision,
    grant: Grant | undefined,
    replaces: readonly string[],
  ): AccessRequest {
    if (grant !== undefined) assertShape(grantShape, grant);
    const wasWaiting = this.requests.get(id)?.state === 'waiting';
    const request = this.requests.decide(id, decision);
    // An answer that came second, or too late, gives nothing.
    if (grant !== undefined && wasWaiting && request.grantId === grant.id) this.addGrant(grant, replaces);
    return request;
  }

  #knownRun(id: string): SyncRun {
    const run = this.#runs.get(id);
    if (run === undefined) throw new StoreFailed(`there is no run with the id ${id}`);
    return run;
  }

  #changeRun(id: string, change: (run: SyncRun) => SyncRun): SyncRun {
    const before = this.#knownRun(id);
    const run = change(before);
    // The same places are recorded after each rewrite of a message: that needs no write.
    if (isDeepStrictEqual(run, before)) return before;
    this.#putRun(run);
    return run;
  }

  #putRun(run: SyncRun): void {
    if (!this.#isFollower) assertShape(runShape, run);
    this.#runs.put(run);
    this.#runs.forgetOldClosed();
    this.#revision += 1;
  }
}
