import { type Finding, ill, well } from '../../../domain/finding.ts';
import { errorCode } from '../error-code.ts';
import { auditPathOf, headPathOf } from './audit-paths.ts';
import { ChainBroken } from './chain.ts';
import { findEnd } from './find-end.ts';
import { readHead } from './head-file.ts';

const WHAT = 'Audit trail';

/**
 * Whether the trail ends as its head says, which is what a start checks; `npm run audit verify` reads all of it. The
 * app may be writing it.
 * @param databasePath DATABASE_PATH
 */
export async function examineAudit(databasePath: string): Promise<Finding> {
  const path = await auditPathOf(databasePath);
  const headPath = headPathOf(path);
  try {
    // The head first: it is never ahead of the file.
    const head = await readHead(headPath);
    const { end, torn } = await findEnd(path, head);
    if (end.seq === 0) return well(WHAT, `${path} has no record yet`);
    if (head === undefined) {
      const cure = `restore ${headPath} from the backup; without it the next start goes on and records the loss`;
      return ill(WHAT, `${headPath} is missing or damaged, so lines could have been cut off at the end unseen`, cure);
    }
    const unfinished = torn === 0 ? '' : `; ${torn} bytes of one more are not a whole line yet`;
    return well(WHAT, `${path} ends as it was written, with record ${end.seq}${unfinished}`);
  } catch (error) {
    if (!(error instanceof ChainBroken)) {
      return ill(
        WHAT,
        `${path} cannot be read (${errorCode(error) ?? error})`,
        'let the user that runs c1-sync read it',
      );
    }
    const cure = `see what \`npm run audit verify\` says; restore ${path} and ${headPath} together from a backup, and keep these for whoever audits`;
    return ill(WHAT, `${path} does not hold: ${error.message}`, cure);
  }
}
