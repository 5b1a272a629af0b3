import { EVERYTHING } from '../../../src/domain/audit.ts';
import { filterToValue } from '../../../src/slack/audit-filter.ts';
import {
  ACCESS_DENIAL,
  ACCESS_GRANT,
  ACCESS_REQUEST,
  ACCESS_SCOPE_MENU,
  APPROVE_ACCESS_PATTERN,
  ASK_FOR_ACCESS,
  AUDIT_CSV,
  CONNECTOR_MENU,
  DENY_ACCESS,
  FAVOURITES_MENU,
  GIVE_ACCESS,
  GRANT_SCOPE_MENU,
  GROUP_MENU,
  HISTORY_CSV,
  MESSAGE_SHORTCUT,
  OPEN_IN_C1,
  OPEN_REQUEST_SYNC,
  PAUSE_CONNECTOR_PATTERN,
  REMOVE_GRANT_PATTERN,
  REQUEST_SYNC,
  RESTART_RUN,
  RESUME_CONNECTOR_PATTERN,
  SYNC_AGAIN,
  SYNC_CANDIDATE_PATTERN,
  SYNC_FAVOURITE_PATTERN,
  SYNC_SHORTCUT,
  UNWATCH_RUN,
  WATCH_RUN,
} from '../../../src/slack/ids.ts';
import { SCOPE_BLOCK, WHY_BLOCK } from '../../../src/slack/views/ask-for-access.ts';
import { GRANT_SCOPE_BLOCK, PERSON_BLOCK } from '../../../src/slack/views/give-access.ts';
import { CONNECTOR_BLOCK } from '../../../src/slack/views/request-sync.ts';
import { chosen, type Gesture, homeTab, opened, pressed, shortcut, submitted, typed } from './gestures.ts';
import { after, cleosGrant, cleosRequest, runOfAna } from './prepared.ts';

/** A gesture, and what comes of it when ben may. */
export interface Row {
  readonly listener: string;
  readonly gesture: Gesture;
  /** A line of what happens; null: nothing that can be seen. */
  readonly does: RegExp | null;
  /**
   * The right that it takes. `use`: it changes something by it, so Slack is asked who ben is; `manage` and `use-manage`:
   * the same for managers; `ask`: everybody has it whom a manager could allow something.
   */
  readonly right: 'look' | 'use' | 'manage' | 'use-manage' | 'ask';
  /** What they read who may not, where it is not the usual sentence. */
  readonly refusal?: RegExp;
}

const OFFERED = /^ack \{"options":\[\{/;
const NOTHING_OFFERED = { refusal: /^ack \{"options":\[\]\}/ };
const OPENS = /^slack views\.open/;
const SYNCS = /^c1 forceSync okta\/prod/;
const COMMAND = 'command /c1-sync';
const PROD = 'okta/prod';
const CLEO = '<@UCLEO|cleo>';

const option = (value: string) => ({ selected_option: { value } });
const wish = {
  [SCOPE_BLOCK]: { [ACCESS_SCOPE_MENU]: option('app okta') },
  [WHY_BLOCK]: { why: { value: 'a joiner waits' } },
};
const gift = {
  [PERSON_BLOCK]: { person: { selected_user: 'UCLEO' } },
  [GRANT_SCOPE_BLOCK]: { [GRANT_SCOPE_MENU]: option('app okta') },
};
const request = { [CONNECTOR_BLOCK]: { [CONNECTOR_MENU]: { selected_options: [{ value: PROD }] } } };

const row = (
  listener: string,
  right: Row['right'],
  gesture: Gesture,
  does: RegExp | null,
  more: Pick<Row, 'refusal'> = {},
): Row => ({ listener, right, gesture, does, ...more });

/** Everything that Slack can ask of the app. */
export const TABLE: readonly Row[] = [
  row(COMMAND, 'look', typed(''), OPENS),
  row(COMMAND, 'look', typed('okta'), OPENS),
  row(COMMAND, 'use', typed('run okta prod'), SYNCS),
  row(COMMAND, 'use', typed('pause okta prod'), /^c1 pause/),
  row(COMMAND, 'use', typed('resume okta preview'), /^c1 resume/),
  row(COMMAND, 'look', typed('status'), /^told .*okta/i),
  row(COMMAND, 'look', typed('history'), /^told/),
  row(COMMAND, 'manage', typed('who'), /^told .*UBEN/),
  row(COMMAND, 'manage', typed('audit'), /^told/),
  row(COMMAND, 'use-manage', typed(`allow ${CLEO}`), /^store addGrant/),
  row(COMMAND, 'use-manage', after(cleosGrant, typed(`revoke ${CLEO}`)), /^store removeGrants/),
  row(COMMAND, 'look', typed('help'), /^told .*run okta/, { refusal: /You may not do that yet/ }),

  row(`options ${CONNECTOR_MENU}`, 'look', opened(CONNECTOR_MENU, 'okta'), OFFERED, NOTHING_OFFERED),
  row(`action ${CONNECTOR_MENU}`, 'look', chosen(CONNECTOR_MENU, ['okta/preview']), /^slack views\.update .*paused/),
  row(`view ${REQUEST_SYNC}`, 'use', submitted(REQUEST_SYNC, request), SYNCS),
  row(`action ${OPEN_REQUEST_SYNC}`, 'look', pressed(OPEN_REQUEST_SYNC, ' '), OPENS),
  row(`action ${SYNC_CANDIDATE_PATTERN.source}`, 'use', pressed('sync_candidate:0', PROD), SYNCS),
  row(`action ${WATCH_RUN}`, 'look', pressed(WATCH_RUN, runOfAna), /^store watchRun/),
  row(`action ${UNWATCH_RUN}`, 'look', pressed(UNWATCH_RUN, runOfAna), /^store unwatchRun/),
  row(`action ${SYNC_AGAIN}`, 'use', pressed(SYNC_AGAIN, PROD), SYNCS),
  row(`action ${RESTART_RUN}`, 'use', pressed(RESTART_RUN, runOfAna), SYNCS),
  row(`action ${OPEN_IN_C1}`, 'look', pressed(OPEN_IN_C1, 'open'), null),
  row(`action ${HISTORY_CSV}`, 'look', pressed(HISTORY_CSV, ' '), /^slack a file/),
  row(`action ${AUDIT_CSV}`, 'manage', pressed(AUDIT_CSV, filterToValue(EVERYTHING)), /^slack a file/),
  row(`action ${PAUSE_CONNECTOR_PATTERN.source}`, 'use', pressed('pause_connector:0', PROD), /^c1 pause/),
  row(`action ${RESUME_CONNECTOR_PATTERN.source}`, 'use', pressed('resume_connector', 'okta/preview'), /^c1 resume/),

  row(`action ${ASK_FOR_ACCESS}`, 'ask', pressed(ASK_FOR_ACCESS, PROD), OPENS),
  row(`options ${ACCESS_SCOPE_MENU}`, 'ask', opened(ACCESS_SCOPE_MENU, 'okta'), OFFERED, NOTHING_OFFERED),
  row(`view ${ACCESS_REQUEST}`, 'ask', submitted(ACCESS_REQUEST, wish), /^store addRequest/),
  row(
    `action ${APPROVE_ACCESS_PATTERN.source}`,
    'use-manage',
    pressed('approve_access:1h', cleosRequest),
    /^store decideRequest/,
  ),
  row(`action ${DENY_ACCESS}`, 'manage', pressed(DENY_ACCESS, cleosRequest), OPENS),
  row(
    `view ${ACCESS_DENIAL}`,
    'use-manage',
    after(cleosRequest, submitted(ACCESS_DENIAL, {}, { i: 'r1' })),
    /^store decide/,
  ),

  row(`action ${GIVE_ACCESS}`, 'manage', pressed(GIVE_ACCESS, ' '), OPENS),
  row(
    `action ${REMOVE_GRANT_PATTERN.source}`,
    'use-manage',
    after(cleosGrant, pressed('remove_grant:0', 'g1')),
    /^store remove/,
  ),
  row(`options ${GROUP_MENU}`, 'manage', opened(GROUP_MENU, 'help'), OFFERED, NOTHING_OFFERED),
  row(`options ${GRANT_SCOPE_MENU}`, 'manage', opened(GRANT_SCOPE_MENU, ''), OFFERED, NOTHING_OFFERED),
  row(`view ${ACCESS_GRANT}`, 'use-manage', submitted(ACCESS_GRANT, gift), /^store addGrant/),

  row(`shortcut ${SYNC_SHORTCUT}`, 'look', shortcut(SYNC_SHORTCUT), OPENS),
  row(`shortcut ${MESSAGE_SHORTCUT}`, 'look', shortcut(MESSAGE_SHORTCUT, { text: 'okta prod' }), OPENS),
  row('event app_home_opened', 'look', homeTab(), /^slack views\.publish .*Running now/),
  row(`action ${SYNC_FAVOURITE_PATTERN.source}`, 'use', pressed('sync_favourite:0', PROD), SYNCS),
  row(`options ${FAVOURITES_MENU}`, 'look', opened(FAVOURITES_MENU, 'okta'), OFFERED, NOTHING_OFFERED),
  row(`action ${FAVOURITES_MENU}`, 'look', chosen(FAVOURITES_MENU, [PROD]), /^store setFavourites/),
];
