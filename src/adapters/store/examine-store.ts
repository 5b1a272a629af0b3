import { readFile, realpath } from 'node:fs/promises';
import { check } from 'proper-lockfile';
import { isLive } from '../../domain/access.ts';
import { type Finding, ill, well } from '../../domain/finding.ts';
import { readChanges } from './change-file.ts';
import { errorCode } from './error-code.ts';
import { STALE_MS } from './file-lock.ts';
import { readWhole } from './json-file.ts';
import { StoreUnusable } from './store-unusable.ts';

const WHAT = 'Store';

export interface StoreToExamine {
  /** DATABASE_PATH. */
  readonly path: string;
  /** Whether anybody manages access without being in the store. */
  readonly hasAdmins: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Reads the file as the app would, without its lock: it may be in use. Rejects never for what is wrong with the file. */
export async function examineStore({ path, hasAdmins, now }: StoreToExamine): Promise<Finding> {
  const target = await realpath(path).catch(() => path);
  const use = (await isInUse(target)) ? '; in use by a running c1-sync' : '';
  try {
    // First, as JsonFile does.
    const changes = await readChanges(target);
    const bytes = await readFile(target);
    const { grants, runs } = readWhole(bytes, changes, target).records;
    const live = grants.flat().filter((grant) => isLive(grant, now));
    const managers = live.filter(({ role }) => role === 'manager').length;
    const holds = `${live.length} grants that count (${managers} to manage), ${runs.flat().length} syncs`;
    const said = `${target}, version ${versionOf(bytes)}: ${holds}${use}`;
    if (managers > 0 || hasAdmins) return well(WHAT, said);
    const cure = 'set C1_SYNC_ADMINS to the Slack member ids of the people who manage access';
    return ill(WHAT, `${said}; nobody in it manages access, and C1_SYNC_ADMINS is not set`, cure);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return well(WHAT, `${target} does not exist yet; the first start makes it`);
    if (error instanceof StoreUnusable) return unusable(error);
    return ill(
      WHAT,
      `${target} cannot be read (${errorCode(error) ?? error})`,
      'let the user that runs c1-sync read it',
    );
  }
}

/** The first sentence says what is wrong, the others what to do. */
function unusable({ message }: StoreUnusable): Finding {
  const [, said = message, cure = ''] = /^(.*?)\. (.*)$/s.exec(message) ?? [];
  return ill(WHAT, said, cure);
}

/** A lock that is not touched any more was left behind by a crash: the next start takes it over. */
async function isInUse(path: string): Promise<boolean> {
  return check(path, { stale: STALE_MS, realpath: false }).catch(() => false);
}

/** Of a file that has been read whole already. */
function versionOf(bytes: Buffer): number {
  return (JSON.parse(bytes.toString('utf8')) as { version: number }).version;
}
