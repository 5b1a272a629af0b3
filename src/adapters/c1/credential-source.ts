import type { Log } from '../../ports/log.ts';
import type { C1Credential } from './credential.ts';

/** Reads the credential from its files, as it is in them now. @throws with a sentence that holds no part of a secret */
export type RereadCredential = () => C1Credential;

/**
 * The credential to use now. It comes from files that may change while the process runs, so it is read anew each time;
 * the same object as long as nothing changed. When it cannot be read, or what is there is none, the last good one stays
 * in use: it may live on for a while, and the log says what to mend.
 * @param first as read at the start
 * @param reread undefined: it does not come from files
 */
export function createCredentialSource(
  first: C1Credential,
  reread: RereadCredential | undefined,
  log: Log,
): () => C1Credential {
  let held = first;
  return () => {
    if (reread === undefined) return held;
    try {
      const read = reread();
      if (JSON.stringify(read) !== JSON.stringify(held)) {
        log.info({}, 'the C1 credential has changed; the new one is used from now on');
        held = read;
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : 'it cannot be read';
      log.warn({ why }, 'the C1 credential cannot be read anew; the last one stays in use');
    }
    return held;
  };
}
