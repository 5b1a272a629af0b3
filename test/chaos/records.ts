import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { auditPathOf } from '../../src/adapters/store/audit/audit-paths.ts';
import type { AuditRecord } from '../../src/domain/audit.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import type { Stage } from '../e2e/stage.ts';
import type { Asked } from './judge.ts';

const AUDIT = resolve(import.meta.dirname, '../../dist/audit.js');

/** What the stopped app left on the disk. With DATABASE_URL only the trail is looked at, by the app's own means. */
export async function recordsAreWhole(
  stage: Pick<Stage, 'databasePath' | 'env' | 'c1'>,
  asked: ReadonlyMap<string, Asked>,
): Promise<{ audit: string; violations: string[] }> {
  const { audit, holds } = verifyAudit(stage);
  const broken = holds ? [] : [`the audit trail does not hold: ${audit}`];
  if (stage.env.DATABASE_URL !== undefined) return { audit, violations: broken };

  const { runs } = JSON.parse(await readFile(stage.databasePath, 'utf8')) as { runs: SyncRun[] };
  const trail = (await readFile(await auditPathOf(stage.databasePath), 'utf8'))
    .split('\n')
    .filter((line) => line !== '');
  const events = trail.map((line) => JSON.parse(line) as AuditRecord);
  // Whether a run is recorded as ended is up to the next process, if one died between its last word and the record of it.
  const violations = [...asked].flatMap(([label, { connectorId }]) => {
    const own = runs.filter((run) => run.connectorId === connectorId);
    const forced = stage.c1.forceSyncs.some((one) => one.connectorId === connectorId);
    const isRecorded = events.some(
      (one) => one.action === 'sync.requested' && one.connector?.connectorId === connectorId,
    );
    return [
      ...(own.length > 1 ? [`more than one run: ${label}`] : []),
      ...(forced && own.length === 0 ? [`forced, but no run: ${label}`] : []),
      ...((forced || own.length > 0) && !isRecorded ? [`not in the audit trail: ${label}`] : []),
    ];
  });
  return { audit, violations: [...broken, ...violations] };
}

function verifyAudit({ databasePath, env }: Pick<Stage, 'databasePath' | 'env'>): { audit: string; holds: boolean } {
  const { DATABASE_URL } = env;
  const where = { DATABASE_PATH: databasePath, ...(DATABASE_URL === undefined ? {} : { DATABASE_URL }) };
  try {
    const options = { env: { PATH: process.env.PATH ?? '', ...where }, encoding: 'utf8', stdio: 'pipe' } as const;
    return { audit: execFileSync(process.execPath, [AUDIT, 'verify'], options).trim(), holds: true };
  } catch (error) {
    return { audit: String((error as { stdout?: string }).stdout).trim(), holds: false };
  }
}
