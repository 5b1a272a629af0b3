import type { Grant } from '../../../domain/access.ts';
import { assertShape } from '../assert-shape.ts';
import { grantShape } from '../record-shapes.ts';
import { type Queryable, statement } from './statement.ts';

/** Whoever listens on it hears that grants have changed. */
export const GRANTS_CHANNEL = 'c1_sync_grants';

const NEXT_REVISION = statement('next_revision', 'update c1_sync.grant_revision set value = value + 1 returning value');
const TAKE_AWAY = statement(
  'take_away_grants',
  `update c1_sync.grants set record = null, revision = $1, changed_at = now()
   where id = any($2) and record is not null`,
);
const PUT = statement(
  'put_grant',
  `insert into c1_sync.grants (id, record, revision) values ($1, $2, $3)
   on conflict (id) do update set record = excluded.record, revision = excluded.revision, changed_at = now()`,
);
/** An instance that could not look for so long reads everything anew (grant-cache.ts). */
const FORGET = statement(
  'forget_grants',
  `delete from c1_sync.grants where record is null and changed_at < now() - interval '1 day'`,
);
const TELL = statement('tell_grants', `select pg_notify('${GRANTS_CHANNEL}', '')`);

/** Part of a transaction: takes away the grants with these ids, then adds the one. The others hear of it at its end. */
export async function writeGrants(
  transaction: Queryable,
  { added, removed }: { added?: Grant; removed: readonly string[] },
): Promise<void> {
  if (added !== undefined) assertShape(grantShape, added);
  const [row] = await transaction.all<{ value: string }>(NEXT_REVISION);
  if (removed.length > 0) await transaction.all(TAKE_AWAY, [row?.value, removed]);
  if (added !== undefined) await transaction.all(PUT, [added.id, JSON.stringify(added), row?.value]);
  await transaction.all(FORGET);
  await transaction.all(TELL);
}
