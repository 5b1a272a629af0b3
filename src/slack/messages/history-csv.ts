import { referenceOf, type SyncRun } from '../../domain/sync-run.ts';
import { tookMs } from '../../use-cases/run-history.ts';
import { csv } from './csv.ts';

/** The columns of the file, in their order; spreadsheets and scripts rely on the names. */
const COLUMNS: Readonly<Record<string, (run: SyncRun) => string | number | null>> = {
  reference: referenceOf,
  requested_at: (run) => iso(run.requestedAt),
  connector: (run) => run.label,
  app_id: (run) => run.appId,
  connector_id: (run) => run.connectorId,
  requested_by: (run) => run.requestedBy,
  origin: (run) => run.origin,
  state: (run) => run.state,
  started_at: (run) => iso(run.startedAt),
  completed_at: (run) => iso(run.completedAt),
  duration_seconds: (run) => seconds(tookMs(run)),
  reason: (run) => run.reason,
  detail: (run) => run.detail,
};

/** The runs as a file, UTF-8; times are ISO 8601 in UTC, what is not known is empty. */
export function historyCsv(runs: readonly SyncRun[]): string {
  const rows = runs.map((run) => Object.values(COLUMNS).map((value) => String(value(run) ?? '')));
  return csv([Object.keys(COLUMNS), ...rows]);
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1000);
}
