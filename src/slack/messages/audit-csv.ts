import type { AuditRecord } from '../../domain/audit.ts';
import { csv } from './csv.ts';

/** The columns of the file, in their order; spreadsheets and scripts rely on the names. */
const COLUMNS: Readonly<Record<string, (record: AuditRecord) => string | number | boolean | null | undefined>> = {
  seq: ({ seq }) => seq,
  at: ({ at }) => new Date(at).toISOString(),
  action: ({ action }) => action,
  actor: ({ actor }) => actor?.userId,
  team: ({ actor }) => actor?.teamId,
  channel: ({ channelId }) => channelId,
  connector: ({ connector }) => connector?.label,
  app_id: ({ connector }) => connector?.appId,
  connector_id: ({ connector }) => connector?.connectorId,
  subject: ({ subject }) => (subject?.kind === 'group' ? subject.groupId : subject?.userId),
  allowed: ({ allowed }) => allowed,
  why: ({ why }) => why,
  result: ({ result }) => result,
  c1_request: ({ c1Request }) => c1Request,
  run: ({ runId }) => runId,
  reference: ({ reference }) => reference,
  details: ({ details }) => JSON.stringify(details),
  prev: ({ prev }) => prev,
  hash: ({ hash }) => hash,
};

/**
 * Records as a file, UTF-8; times are ISO 8601 in UTC, what is not known is empty. `rows` does not count the header.
 * Rejects as the reading does.
 */
export async function auditCsv(records: AsyncIterable<AuditRecord>): Promise<{ content: string; rows: number }> {
  const lines = [csv([Object.keys(COLUMNS)])];
  for await (const record of records) {
    lines.push(csv([Object.values(COLUMNS).map((value) => String(value(record) ?? ''))]));
  }
  return { content: lines.join(''), rows: lines.length - 1 };
}
