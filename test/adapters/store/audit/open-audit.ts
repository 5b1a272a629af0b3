import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AuditFileOptions, openAuditFile } from '../../../../src/adapters/store/audit/audit-file.ts';
import type { AuditLog } from '../../../../src/ports/audit.ts';
import { ManualClock } from '../../../doubles/manual-clock.ts';
import { NOW } from '../records.ts';
import { silent } from '../silent.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { eventOf } from './events.ts';

export async function newTrailPath(): Promise<string> {
  return join(await temporaryDirectory(), 'c1-sync.audit.jsonl');
}

/** A trail that is closed after the test; losing it fails the test unless it says otherwise. */
export async function openAudit(path: string, options: Partial<AuditFileOptions> = {}): Promise<AuditLog> {
  const onLost = (error: Error) => {
    throw error;
  };
  let repairs = 0;
  const newId = () => `repair-${++repairs}`;
  const audit = await openAuditFile({ path, log: silent, clock: new ManualClock(NOW), newId, onLost, ...options });
  onTestFinished(() => audit.close());
  return audit;
}

/** A closed trail of events `e1` to `e<count>`, and its head. */
export async function writtenTrail(count: number): Promise<string> {
  const path = await newTrailPath();
  const audit = await openAudit(path);
  const ids = Array.from({ length: count }, (_, n) => `e${n + 1}`);
  await Promise.all(ids.map((id, n) => audit.append(eventOf(id, { at: NOW + n }))));
  await audit.close();
  return path;
}
