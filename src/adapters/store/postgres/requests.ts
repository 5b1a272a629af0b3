import { type Grant, type Person, personKey } from '../../../domain/access.ts';
import {
  type AccessRequest,
  decided,
  isOpen,
  type RequestChange,
  type RequestDecision,
  type RequestObstacle,
  requestObstacle,
} from '../../../domain/access-request.ts';
import { StoreFailed } from '../../../domain/errors.ts';
import { assertShape } from '../assert-shape.ts';
import { grantShape } from '../record-shapes.ts';
import { requestShape } from '../request-shape.ts';
import { changeRow } from './change-row.ts';
import type { Database } from './database.ts';
import { writeGrants } from './grant-writes.ts';
import { lock } from './locks.ts';
import * as sql from './request-statements.ts';

/** Requests for access in their table; what may become of one is decided by domain/access-request.ts. */
export class PostgresRequests {
  readonly #database: Database;
  readonly #kept: number;

  /** @param kept those with nothing left to do are forgotten beyond the newest of this many */
  constructor(database: Database, kept: number) {
    this.#database = database;
    this.#kept = kept;
  }

  async add(request: AccessRequest): Promise<RequestObstacle | undefined> {
    assertShape(requestShape, request);
    const asker = personKey(request.asker);
    const obstacle = await this.#database.transaction(async (transaction) => {
      await lock(transaction, 'person', asker);
      const rows = await transaction.all<sql.RequestRow>(sql.OPEN_BY, [asker]);
      const found = requestObstacle(
        rows.map(({ record }) => record),
        request,
      );
      if (found === undefined) await transaction.all(sql.INSERT, sql.valuesOf(request));
      return found;
    });
    if (obstacle === undefined && !isOpen(request)) await this.#forgetOldClosed();
    return obstacle;
  }

  /** `gave`: the grant was added. */
  async decide(
    id: string,
    decision: RequestDecision,
    grant: Grant | undefined,
    replaces: readonly string[],
  ): Promise<{ readonly request: AccessRequest; readonly gave: boolean }> {
    if (grant !== undefined) assertShape(grantShape, grant);
    const outcome = await this.#database.transaction(async (transaction) => {
      const [row] = await transaction.all<sql.RequestRow>(sql.BY_ID_TO_CHANGE, [id]);
      if (row === undefined) throw new StoreFailed(`there is no request with the id ${id}`);
      const before = row.record;
      const request = decided(before, decision);
      if (request === before) return { request, gave: false, hasClosed: false };
      assertShape(requestShape, request);
      await transaction.all(sql.UPDATE, [id, row.revision, isOpen(request), JSON.stringify(request)]);
      // An answer that came too late gives nothing.
      const gave = grant !== undefined && request.grantId === grant.id;
      if (gave) await writeGrants(transaction, { added: grant, removed: replaces });
      return { request, gave, hasClosed: !isOpen(request) };
    });
    if (outcome.hasClosed) await this.#forgetOldClosed();
    return outcome;
  }

  async change(id: string, change: RequestChange): Promise<AccessRequest> {
    let hasClosed = false;
    const request = await changeRow<AccessRequest>({
      what: `request with the id ${id}`,
      change: (before) => ({ ...before, ...change }),
      read: async () => (await this.#database.all<sql.RequestRow>(sql.BY_ID, [id]))[0],
      write: async ({ record, revision }, before) => {
        assertShape(requestShape, record);
        hasClosed = isOpen(before) && !isOpen(record);
        const values = [id, revision, isOpen(record), JSON.stringify(record)];
        return (await this.#database.all(sql.UPDATE, values)).length === 1;
      },
    });
    if (hasClosed) await this.#forgetOldClosed();
    return request;
  }

  async get(id: string): Promise<AccessRequest | undefined> {
    const [row] = await this.#database.all<sql.RequestRow>(sql.BY_ID, [id]);
    return row?.record;
  }

  async by(person: Person, limit: number): Promise<readonly AccessRequest[]> {
    const rows = await this.#database.all<sql.RequestRow>(sql.BY_PERSON, [personKey(person), limit]);
    return rows.map(({ record }) => record);
  }

  async open(): Promise<readonly AccessRequest[]> {
    return (await this.#database.all<sql.RequestRow>(sql.OPEN)).map(({ record }) => record);
  }

  async #forgetOldClosed(): Promise<void> {
    await this.#database.all(sql.FORGET, [this.#kept]);
  }
}
