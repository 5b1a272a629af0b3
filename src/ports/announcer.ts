import type { SyncRun } from '../domain/sync-run.ts';

/** Tells people about a run, and never nowhere: the last resort is the log. Never rejects. */
export interface Announcer {
  /**
   * @param replyTo an address that answers the person's own gesture (Slack's response_url), if there is one; a secret,
   * never recorded.
   */
  announce(run: SyncRun, replyTo?: string): Promise<void>;
}
