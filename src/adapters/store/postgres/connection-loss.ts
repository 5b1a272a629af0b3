import { errorCode } from '../error-code.ts';

/** Classes and codes of SQLSTATE that say that the server is going, coming, full or not the one to write to. */
const LOSS = /^(08...|57P0[1-5]|53...|58...|25006)$/;
/** Any other code of SQLSTATE: the server answered, and it is about the statement. */
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Whether an error of `pg` says something about the database as a whole, and not about one statement. */
export function isConnectionLoss(error: unknown): boolean {
  const code = errorCode(error);
  // pg's own: a connection that timed out or ended.
  if (code === undefined) return error instanceof Error && error.name === 'Error';
  // What is none of SQLSTATE is of the system, such as ECONNREFUSED.
  return LOSS.test(code) || !SQLSTATE.test(code);
}
