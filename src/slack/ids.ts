/** The ids that cross files. Those of a view's own blocks stay in the file of the view. */

export const COMMAND = '/c1-sync';

/** Shortcuts, as the manifest names them. */
export const SYNC_SHORTCUT = 'sync_connector';
export const MESSAGE_SHORTCUT = 'sync_from_message';

/** The modal that asks for a sync. */
export const REQUEST_SYNC = 'request_sync';

/** The connector menu in it: asks us for options, and tells us what was chosen. */
export const CONNECTOR_MENU = 'connector';

/** A button under "several connectors match"; the number after it keeps action ids unique in a message. */
export const SYNC_CANDIDATE = 'sync_candidate';
export const SYNC_CANDIDATE_PATTERN = /^sync_candidate:\d+$/;

/** A button that opens the modal, for when Slack was too slow the first time. */
export const OPEN_REQUEST_SYNC = 'open_request_sync';

/** Buttons on the message about a run; their value is the run's id. */
export const WATCH_RUN = 'watch_run';
export const UNWATCH_RUN = 'unwatch_run';
export const RESTART_RUN = 'restart_run';

/** Syncs a connector once more; its value is the connector's key. */
export const SYNC_AGAIN = 'sync_again';

/** A link, which Slack reports as a click all the same. */
export const OPEN_IN_C1 = 'open_in_c1';

/** Buttons to pause or resume a connector; with a number after it, one of several candidates. */
export const PAUSE_CONNECTOR_PATTERN = /^pause_connector(:\d+)?$/;
export const PAUSE_CONNECTOR = 'pause_connector';
export const RESUME_CONNECTOR_PATTERN = /^resume_connector(:\d+)?$/;
export const RESUME_CONNECTOR = 'resume_connector';

/** Sends the whole history as a file; its value is the words that were searched. */
export const HISTORY_CSV = 'history_csv';

/** Sends the audit trail as a file; its value is what was searched for. */
export const AUDIT_CSV = 'audit_csv';

/** The Home tab: the menu of favourites, and their buttons. */
export const FAVOURITES_MENU = 'favourites';
export const SYNC_FAVOURITE = 'sync_favourite';
export const SYNC_FAVOURITE_PATTERN = /^sync_favourite:\d+$/;

/** Opens the modal that asks for access; its value is the key of the connector that it is about, or blank. */
export const ASK_FOR_ACCESS = 'ask_for_access';
/** That modal, and the menu in it of what there is to ask for. */
export const ACCESS_REQUEST = 'access_request';
export const ACCESS_SCOPE_MENU = 'access_scope';

/** Buttons on a request for access; their value is its id. The length granted follows `approve_access:`. */
export const APPROVE_ACCESS = 'approve_access';
export const APPROVE_ACCESS_PATTERN = /^approve_access:(1h|8h|3d)$/;
export const DENY_ACCESS = 'deny_access';
/** In a manager's Home tab: opens the modal that gives access, and takes one grant away; its value is the grant's id. */
export const GIVE_ACCESS = 'give_access';
export const REMOVE_GRANT = 'remove_grant';
export const REMOVE_GRANT_PATTERN = /^remove_grant:\d+$/;
/** That modal, and the menus in it of groups and of what to give. */
export const ACCESS_GRANT = 'access_grant';
export const GROUP_MENU = 'group';
export const GRANT_SCOPE_MENU = 'grant_scope';

/** The modal that asks for the reason of a denial. */
export const ACCESS_DENIAL = 'access_denial';
