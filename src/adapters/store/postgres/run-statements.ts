import { isOpen, type SyncRun } from '../../../domain/sync-run.ts';
import { type Statement, statement } from './statement.ts';

export interface RunRow {
  readonly record: SyncRun;
  readonly revision: number;
}

export type RunStatement = Statement;

const select = (name: string, rest: string): RunStatement =>
  statement(name, `select record, revision from c1_sync.runs where ${rest}`);

const OLDEST_FIRST = 'order by requested_at, seq';
const NEWEST_FIRST = 'order by requested_at desc, seq desc';

export const BY_ID = select('run', 'id = $1');
/** Of an app, a connector, since, and of a gesture. */
export const RIVALS = select('rivals', '(app_id = $1 and connector_id = $2 and requested_at >= $3) or dedupe_key = $4');
export const LATEST = select(
  'latest_run',
  `app_id = $1 and connector_id = $2 and state <> 'refused' and origin <> 'join' ${NEWEST_FIRST} limit 1`,
);
export const BY_PERSON = select('runs_by', `team_id = $1 and requested_by = $2 ${NEWEST_FIRST} limit $3`);
export const OF_CONNECTOR = select('runs_of', `app_id = $1 and connector_id = $2 ${NEWEST_FIRST} limit $3`);
export const NEWEST = select('newest_runs', `true ${NEWEST_FIRST} limit $1`);
export const OPEN = select('open_runs', `is_open ${OLDEST_FIRST}`);
export const OPEN_OF_CONNECTOR = select(
  'open_runs_of',
  `is_open and app_id = $1 and connector_id = $2 ${OLDEST_FIRST}`,
);

/** No row: a run of the same gesture is there. */
export const INSERT = statement(
  'begin_run',
  `insert into c1_sync.runs
     (id, dedupe_key, app_id, connector_id, team_id, requested_by, requested_at, origin, state, is_open, record, held_by)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
   on conflict (dedupe_key) where state <> 'refused' do nothing
   returning id`,
);

/** @param holder the id of this instance; null: nobody is at it */
export function valuesOf(run: SyncRun, holder: string | null): readonly unknown[] {
  const { id, dedupeKey, appId, connectorId, teamId, requestedBy, requestedAt, origin, state } = run;
  const record = JSON.stringify(run);
  return [
    id,
    dedupeKey,
    appId,
    connectorId,
    teamId,
    requestedBy,
    requestedAt,
    origin,
    state,
    isOpen(run),
    record,
    holder,
  ];
}

/** No row: it is of another revision by now. */
export const UPDATE = statement(
  'change_run',
  `update c1_sync.runs set state = $3, is_open = $4, record = $5, revision = revision + 1
   where id = $1 and revision = $2
   returning id`,
);

/** Those whose holder does not live any more; they are held by this instance then. */
export const TAKE_LEFT = statement(
  'take_left_runs',
  `update c1_sync.runs r set held_by = $1
   where is_open and not exists (
     select from c1_sync.instances i where i.id = r.held_by and i.alive_until > now())
   returning record, revision`,
);

/** The closed ones beyond so many. */
export const FORGET = statement(
  'forget_runs',
  `delete from c1_sync.runs where seq in (
     select seq from c1_sync.runs where not is_open ${NEWEST_FIRST} offset $1)`,
);
