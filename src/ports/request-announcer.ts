import type { AccessRequest } from '../domain/access-request.ts';
import type { MessagePlace } from '../domain/sync-run.ts';

/** Puts requests for access before those who answer them. No method rejects. */
export interface RequestAnnouncer {
  /**
   * Tells each of these managers (Slack user ids), and the operator's channel. Resolves to where that stands now; empty:
   * nobody could be told.
   */
  post(request: AccessRequest, managers: readonly string[]): Promise<readonly MessagePlace[]>;
  /** Rewrites the request's messages to show its answer. Resolves to those that could not be rewritten yet. */
  showAnswer(request: AccessRequest): Promise<readonly MessagePlace[]>;
  /** False: nobody could be told. */
  tellAsker(request: AccessRequest): Promise<boolean>;
}
