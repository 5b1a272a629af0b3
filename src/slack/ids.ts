/** The ids that cross files. Those of a view's own blocks stay in the file of the view. */

export const COMMAND = '/c1-sync';

/** The modal that asks for a sync. */
export const REQUEST_SYNC = 'request_sync';

/** The connector menu in it: asks us for options, and tells us what was chosen. */
export const CONNECTOR_MENU = 'connector';

/** A button under "several connectors match"; the number after it keeps action ids unique in a message. */
export const SYNC_CANDIDATE = 'sync_candidate';
export const SYNC_CANDIDATE_PATTERN = /^sync_candidate:\d+$/;

/** A button that opens the modal, for when Slack was too slow the first time. */
export const OPEN_REQUEST_SYNC = 'open_request_sync';
