import type { App } from '../../domain/connector.ts';
import { C1SyncError, CredentialRefused } from '../../domain/errors.ts';
import { type Finding, ill, well } from '../../domain/finding.ts';
import type { C1 } from '../../ports/c1.ts';

const WHAT = 'C1 role';

const APPS_AT_ONCE = 4;
/** A tenant with very many apps is read in part. It is real time, as for every call. */
const LONGEST_MS = 9_000;

const GIVE_ROLE =
  'give the service principal the role Connector Administrator and its credential "Full permissions" (Application Admin sees only the connectors of its own apps); if /api/v1/apps is refused with that too, a role that may read applications as well';

const TRY_AGAIN = 'try again later; if it stays so, see C1’s status page';

/** How many connectors the credential can list. Whether it may sync them cannot be tried without a sync. */
export async function examineRole(c1: Pick<C1, 'listApps' | 'listConnectors'>): Promise<Finding> {
  const late = AbortSignal.timeout(LONGEST_MS);
  try {
    const apps = await c1.listApps(late);
    if (apps.length === 0) return ill(WHAT, 'C1 lists no application', GIVE_ROLE);
    const { connectors, read } = await countConnectors(c1, apps, late);
    const whole = read === apps.length;
    const counted = `${connectors} connectors${whole ? '' : `, at least, in ${read} of them`}`;
    if (connectors === 0 && whole) return ill(WHAT, `C1 lists ${apps.length} applications and no connector`, GIVE_ROLE);
    const untried = 'whether it may sync them is not tried, because that would start a sync';
    return well(WHAT, `${apps.length} applications and ${counted} can be listed; ${untried}`);
  } catch (error) {
    if (late.aborted) return ill(WHAT, `C1 did not list its applications within ${LONGEST_MS / 1000} s`, TRY_AGAIN);
    if (!(error instanceof C1SyncError)) throw error;
    return ill(WHAT, error.message, error instanceof CredentialRefused ? GIVE_ROLE : TRY_AGAIN);
  }
}

/** As many as can be read until then. @throws the C1SyncError of an app that cannot be read */
async function countConnectors(c1: Pick<C1, 'listConnectors'>, apps: readonly App[], late: AbortSignal) {
  const waiting = [...apps];
  const counts: number[] = [];
  const work = async () => {
    for (let app = waiting.shift(); app !== undefined && !late.aborted; app = waiting.shift()) {
      counts.push((await c1.listConnectors(app.id, late)).length);
    }
  };
  await Promise.all(Array.from({ length: APPS_AT_ONCE }, work)).catch((error: unknown) => {
    if (!late.aborted) throw error;
  });
  return { connectors: counts.reduce((sum, count) => sum + count, 0), read: counts.length };
}
