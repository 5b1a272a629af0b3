import { personKey } from '../../../domain/access.ts';
import { type AccessRequest, isOpen } from '../../../domain/access-request.ts';
import { type Statement, statement } from './statement.ts';

export interface RequestRow {
  readonly record: AccessRequest;
  readonly revision: number;
}

const select = (name: string, rest: string): Statement =>
  statement(name, `select record, revision from c1_sync.requests where ${rest}`);

export const BY_ID = select('request', 'id = $1');
export const BY_ID_TO_CHANGE = select('request_to_change', 'id = $1 for update');
export const OPEN_BY = select('open_requests_by', 'is_open and asker = $1');
export const OPEN = select('open_requests', 'is_open order by asked_at, seq');
export const BY_PERSON = select('requests_by', 'asker = $1 order by asked_at desc, seq desc limit $2');

export const INSERT = statement(
  'add_request',
  'insert into c1_sync.requests (id, asker, asked_at, is_open, record) values ($1, $2, $3, $4, $5)',
);

export function valuesOf(request: AccessRequest): readonly unknown[] {
  const { id, asker, askedAt } = request;
  return [id, personKey(asker), askedAt, isOpen(request), JSON.stringify(request)];
}

/** No row: it is of another revision by now. */
export const UPDATE = statement(
  'change_request',
  `update c1_sync.requests set is_open = $3, record = $4, revision = revision + 1
   where id = $1 and revision = $2
   returning id`,
);

/** The closed ones beyond so many. */
export const FORGET = statement(
  'forget_requests',
  `delete from c1_sync.requests where seq in (
     select seq from c1_sync.requests where not is_open order by asked_at desc, seq desc offset $1)`,
);
