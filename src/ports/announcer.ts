import type { C1SyncError } from '../domain/errors.ts';
import type { SyncRun } from '../domain/sync-run.ts';

/** Tells people about a run, and never nowhere: the last resort is the log. Never rejects. */
export interface Announcer {
  announce(run: SyncRun, about?: Aside): Promise<void>;
}

export interface Aside {
  /** An address that answers the person's own gesture (Slack's response_url): a secret, never recorded. */
  readonly replyTo?: string | null;
  /** Why the run was refused. */
  readonly error?: C1SyncError;
}
