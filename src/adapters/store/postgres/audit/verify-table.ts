import { type Verdict, verifyLines } from '../../audit/verify-lines.ts';
import { createClient } from '../connect.ts';
import { queryableOver } from '../queryable-over.ts';
import { readHead, rowsForwards } from './trail-table.ts';

/** Reads the trail in a database from its first record to its last; instances may be writing it. Rejects as `pg` does. */
export async function verifyAuditTable(url: string): Promise<Verdict> {
  const client = createClient(url);
  try {
    await client.connect();
    const queryable = queryableOver(client);
    const head = await readHead(queryable);
    return await verifyLines(rowsForwards(queryable, Number.MAX_SAFE_INTEGER), {
      head,
      without: 'the table c1_sync.audit_head is empty',
      nameOf: (number) => `record ${number}`,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}
