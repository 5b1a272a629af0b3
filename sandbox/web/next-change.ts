import type { TenantSnapshot } from '../c1/snapshot.ts';

/** setTimeout takes no more than this, and 1 ms instead. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Milliseconds until a connector shows something else by itself; null: none will. */
export function nextChangeIn(tenant: TenantSnapshot | undefined): number | null {
  const times = (tenant?.apps ?? []).flatMap((app) => app.connectors.flatMap(({ nextChangeAt }) => nextChangeAt ?? []));
  if (!tenant || times.length === 0) return null;
  // A timer may be a little early, and would then see the connector as it still is.
  return Math.min(Math.max(1, Math.min(...times) - tenant.now + 1), LONGEST_TIMER);
}
