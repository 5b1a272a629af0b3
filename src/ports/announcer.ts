import type { C1SyncError } from '../domain/errors.ts';
import type { Outlook } from '../domain/outlook.ts';
import type { MessagePlace, SyncRun } from '../domain/sync-run.ts';

/** Tells people about a run, and never nowhere: the last resort is the log. No method rejects. */
export interface Announcer {
  /** The first message about a run. */
  announce(run: SyncRun, outlook: Outlook, about?: Aside): Promise<Told>;
  /**
   * Rewrites the message (and its copy) in place. One that cannot be rewritten any more is posted anew; so is the end of
   * a run without a message.
   */
  update(run: SyncRun, outlook: Outlook): Promise<Told>;
  /** Mentions everybody who waits, in the thread of the message; those elsewhere get a direct message. */
  callWatchers(run: SyncRun): Promise<void>;
}

/** What has been told; the places are those to rewrite from now on. */
export interface Told {
  /** Somebody was told somewhere. */
  readonly told: boolean;
  readonly message: MessagePlace | null;
  readonly copy: MessagePlace | null;
}

export interface Aside {
  /** An address that answers the person's own gesture (Slack's response_url): a secret, never recorded. */
  readonly replyTo?: string | null;
  /** Why the run was refused. */
  readonly error?: C1SyncError;
}
