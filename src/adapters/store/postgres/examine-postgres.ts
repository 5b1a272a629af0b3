import { isLive } from '../../../domain/access.ts';
import { type Finding, ill, open, well } from '../../../domain/finding.ts';
import { grantShape } from '../record-shapes.ts';
import type { StoreUnusable } from '../store-unusable.ts';
import { createClient } from './connect.ts';
import { pendingMigrations } from './migrate.ts';
import { nameOf } from './name-of.ts';
import { unusable } from './prepare-database.ts';

const WHAT = 'Store';
const TRAIL = 'Audit trail';

export interface DatabaseToExamine {
  /** DATABASE_URL. */
  readonly url: string;
  /** Whether anybody manages access without being in the store. */
  readonly hasAdmins: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Looks into the database as the app would, and changes nothing. Rejects never for what is wrong with it. */
export async function examinePostgres({ url, hasAdmins, now }: DatabaseToExamine): Promise<readonly Finding[]> {
  const client = createClient(url);
  const name = nameOf(url);
  const ask = async <Row extends object>(text: string): Promise<Row | undefined> =>
    (await client.query<Row>(text)).rows[0];
  try {
    await client.connect();
    const pending = await pendingMigrations(client, name);
    const server =
      await ask<Server>(`select current_setting('server_version') as version, pg_is_in_recovery() as standby,
      has_database_privilege(current_database(), 'CREATE') as may_create`);
    if (server?.standby === true)
      return [ill(WHAT, `${name} is a standby, which cannot be written`, 'name the primary')];
    const said = `${name}, Postgres ${server?.version}`;
    if (pending.length > 0) return [beforeTheTables(said, pending, server?.may_create === true)];
    const { rows } = await client.query<{ record: unknown }>(
      'select record from c1_sync.grants where record is not null',
    );
    const live = rows.map(({ record }) => grantShape.parse(record)).filter((grant) => isLive(grant, now));
    const managers = live.filter(({ role }) => role === 'manager').length;
    const runs = await ask<{ count: string }>('select count(*) from c1_sync.runs');
    const holds = `${said}: ${live.length} grants that count (${managers} to manage), ${runs?.count} syncs`;
    return [await writing(holds, managers > 0 || hasAdmins), await trail()];
  } catch (error) {
    return [unusableFinding(unusable(error, url))];
  } finally {
    await client.end().catch(() => undefined);
  }

  async function writing(holds: string, isManaged: boolean): Promise<Finding> {
    const may = await ask<{ yes: boolean }>(`select bool_and(has_table_privilege(oid, 'SELECT')
      and (relname in ('migrations') or has_table_privilege(oid, 'INSERT'))) as yes
      from pg_class where relnamespace = 'c1_sync'::regnamespace and relkind = 'r'`);
    if (may?.yes !== true)
      return ill(WHAT, `${holds}; its user may not write all tables`, 'let the user own schema c1_sync');
    if (isManaged) return well(WHAT, holds);
    const cure = 'set C1_SYNC_ADMINS to the Slack member ids of the people who manage access';
    return ill(WHAT, `${holds}; nobody in it manages access, and C1_SYNC_ADMINS is not set`, cure);
  }

  async function trail(): Promise<Finding> {
    const end = await ask<{ head: string | null; last: string | null }>(
      'select (select seq from c1_sync.audit_head) as head, (select max(seq) from c1_sync.audit) as last',
    );
    if (end?.head === '0' && end.last === null) return open(TRAIL, 'has no record yet');
    if (end?.head === end?.last) return well(TRAIL, `ends where it was written to, with record ${end?.last}`);
    const cure = 'see what `npm run audit verify` says, and keep the database as it is for whoever audits';
    return ill(TRAIL, `ends with record ${end?.last ?? 0}, and ${end?.head ?? 'no'} had been written`, cure);
  }
}

interface Server {
  readonly version: string;
  readonly standby: boolean;
  readonly may_create: boolean;
}

function beforeTheTables(said: string, pending: readonly string[], mayCreate: boolean): Finding {
  if (mayCreate) return open(WHAT, `${said}: the next start makes its tables (${pending.join(', ')})`);
  const cure = 'let the user create schemas in this database (GRANT CREATE ON DATABASE)';
  return ill(WHAT, `${said}: its user may not make the tables (${pending.join(', ')})`, cure);
}

/** The first sentence says what is wrong, the others what to do. */
function unusableFinding({ message }: StoreUnusable): Finding {
  const [, said = message, cure = ''] = /^(.*?)\. (.*)$/s.exec(message) ?? [];
  return ill(WHAT, said, cure);
}
