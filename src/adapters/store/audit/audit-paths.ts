import { realpath } from 'node:fs/promises';

/**
 * The trail of a store: `data/c1-sync.json` has `data/c1-sync.audit.jsonl`. Follows a symbolic link, so that one store
 * has one trail whatever it is called.
 */
export async function auditPathOf(databasePath: string): Promise<string> {
  const store = await realpath(databasePath).catch(() => databasePath);
  return `${store.replace(/\.json$/, '')}.audit.jsonl`;
}

/** The head beside a trail: `data/c1-sync.audit.head.json`. */
export function headPathOf(auditPath: string): string {
  return `${auditPath.replace(/\.jsonl$/, '')}.head.json`;
}
