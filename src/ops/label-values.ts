import type { NotAllowedReason, OutsiderReason } from '../domain/errors.ts';
import type { EndState } from '../domain/sync-run.ts';

/** There is one series for each value of a label, so what people and servers send must not become one. */
export interface Label {
  readonly values: readonly string[];
  /** One of `values`, or `other`. */
  of(given: unknown): string;
}

function oneOf(values: readonly string[]): Label {
  const known = new Set<unknown>(values);
  return { values, of: (given) => (known.has(given) ? String(given) : 'other') };
}

/** Of slack/command-text.ts. */
export const verb = oneOf([
  'open',
  'run',
  'status',
  'history',
  'pause',
  'resume',
  'allow',
  'revoke',
  'who',
  'audit',
  'help',
]);

/** Complete by its type, and so are the results: what is added to them has to be added here. */
const REASONS: Readonly<Record<NotAllowedReason | OutsiderReason | 'unfit_subject' | 'last_manager', true>> = {
  'not-granted': true,
  expired: true,
  'out-of-scope': true,
  'not-this': true,
  'not-a-manager': true,
  'group-unknown': true,
  'grants-unknown': true,
  guest: true,
  deactivated: true,
  outsider: true,
  'other-team': true,
  bot: true,
  unidentified: true,
  unfit_subject: true,
  last_manager: true,
};

export const reason = oneOf(Object.keys(REASONS));

const RESULTS: Readonly<Record<EndState | 'queued' | 'unclear', true>> = {
  queued: true,
  unclear: true,
  refused: true,
  finished: true,
  failed: true,
  paused: true,
  gone: true,
  'given-up': true,
};

export const result = oneOf(Object.keys(RESULTS));

/** The path templates of adapters/c1. */
export const c1Call = oneOf([
  '/auth/v1/token',
  '/api/v1/apps',
  '/api/v1/apps/{app_id}/connectors',
  '/api/v1/apps/{app_id}/connectors/{connector_id}',
  '/api/v1/apps/{app_id}/connectors/{connector_id}/force_sync',
  '/api/v1/apps/{app_id}/connectors/{connector_id}/pause',
  '/api/v1/apps/{app_id}/connectors/{connector_id}/resume',
]);

/** What the app calls. The address of a response_url or of an upload is a secret and none of these. */
export const slackMethod = oneOf([
  'apps.connections.open',
  'auth.test',
  'chat.getPermalink',
  'chat.postEphemeral',
  'chat.postMessage',
  'chat.update',
  'conversations.info',
  'conversations.open',
  'files.completeUploadExternal',
  'files.getUploadURLExternal',
  'usergroups.list',
  'usergroups.users.list',
  'users.info',
  'views.open',
  'views.publish',
  'views.update',
]);

export const storeFile = oneOf(['store', 'audit']);

/** Those that mean something to whoever operates the app. */
const STATUSES = ['200', '400', '401', '403', '404', '408', '409', '429', '500', '502', '503', '504'];

/** Any other shows as its class, such as `4xx`; `none`: no answer came. */
export const httpStatus: Label = {
  values: [...STATUSES, '1xx', '2xx', '3xx', '4xx', '5xx', 'none'],
  of(given) {
    if (given === undefined) return 'none';
    const status = String(given);
    if (STATUSES.includes(status)) return status;
    return /^[1-5]\d\d$/.test(status) ? `${status[0]}xx` : 'other';
  },
};
