import type {
  BlockAction,
  ButtonAction,
  GlobalShortcut,
  MessageShortcut,
  MultiExternalSelectAction,
} from '@slack/bolt';
import { openAskForAccess } from './actions/ask-for-access.ts';
import { sendAudit } from './actions/audit-csv.ts';
import { connectorChosen } from './actions/connector-chosen.ts';
import { approveAccess, openDenyAccess } from './actions/decide-access.ts';
import { chooseFavourites, syncFavourite } from './actions/favourites.ts';
import { sendHistory } from './actions/history-csv.ts';
import { openGiveAccess, removeGrantClicked } from './actions/manage-access.ts';
import { openAgain } from './actions/open-again.ts';
import { openedInC1 } from './actions/open-in-c1.ts';
import { pauseClicked, resumeClicked } from './actions/pause-resume.ts';
import { restartRun, syncAgain } from './actions/sync-again.ts';
import { syncCandidate } from './actions/sync-candidate.ts';
import { unwatchRun, watchRun } from './actions/watch-run.ts';
import { c1Sync } from './commands/c1-sync.ts';
import { homeOpened } from './events/home-opened.ts';
import { guard } from './guard.ts';
import {
  ACCESS_DENIAL,
  ACCESS_GRANT,
  ACCESS_REQUEST,
  ACCESS_SCOPE_MENU,
  APPROVE_ACCESS_PATTERN,
  ASK_FOR_ACCESS,
  AUDIT_CSV,
  COMMAND,
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
} from './ids.ts';
import type { Registrar } from './one-listener.ts';
import type { Parts } from './parts.ts';
import { messageShortcut } from './shortcuts/message-shortcut.ts';
import { syncShortcut } from './shortcuts/sync-shortcut.ts';
import { SCOPE_BLOCK } from './views/ask-for-access.ts';
import { connectorOptions } from './views/connector-options.ts';
import { DENIAL_BLOCK } from './views/deny-access.ts';
import { groupOptions } from './views/group-options.ts';
import { redrawingHome } from './views/redraw-home.ts';
import { connectorBlockOf, type GivenView } from './views/request-sync.ts';
import { grantScopeOptions, scopeOptions } from './views/scope-options.ts';
import { submitAskForAccess } from './views/submit-ask-for-access.ts';
import { submitDenyAccess } from './views/submit-deny-access.ts';
import { giveAccessError, submitGiveAccess } from './views/submit-give-access.ts';
import { submitRequestSync } from './views/submit-request-sync.ts';

/** The table of contents: everything Slack can ask of us, and who answers. Each goes through the guard. */
export function register(app: Registrar, parts: Parts): void {
  const onButton = (action_id: string | RegExp, handler: typeof openAgain): void =>
    void app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id },
      guard(parts, redrawingHome(handler)),
    );
  const onMenu = (action_id: string, handler: typeof scopeOptions): void =>
    app.options<'block_suggestion'>(
      { type: 'block_suggestion', action_id },
      guard(parts, handler, () => ({ options: [] })),
    );

  app.command(COMMAND, guard(parts, c1Sync));

  onMenu(CONNECTOR_MENU, connectorOptions('sync'));
  app.action<BlockAction>({ type: 'block_actions', action_id: CONNECTOR_MENU }, guard(parts, connectorChosen));
  app.view(
    { type: 'view_submission', callback_id: REQUEST_SYNC },
    guard(parts, submitRequestSync, ({ view }, sentence) => ({
      response_action: 'errors',
      errors: { [connectorBlockOf(view as GivenView)]: sentence },
    })),
  );
  onButton(OPEN_REQUEST_SYNC, openAgain);
  onButton(SYNC_CANDIDATE_PATTERN, syncCandidate);

  onButton(WATCH_RUN, watchRun);
  onButton(UNWATCH_RUN, unwatchRun);
  onButton(SYNC_AGAIN, syncAgain);
  onButton(RESTART_RUN, restartRun);
  onButton(OPEN_IN_C1, openedInC1);
  onButton(HISTORY_CSV, sendHistory);
  onButton(AUDIT_CSV, sendAudit);
  onButton(PAUSE_CONNECTOR_PATTERN, pauseClicked);
  onButton(RESUME_CONNECTOR_PATTERN, resumeClicked);

  onButton(ASK_FOR_ACCESS, openAskForAccess);
  onMenu(ACCESS_SCOPE_MENU, scopeOptions);
  app.view(
    { type: 'view_submission', callback_id: ACCESS_REQUEST },
    guard(parts, submitAskForAccess, errorAt(SCOPE_BLOCK)),
  );
  onButton(APPROVE_ACCESS_PATTERN, approveAccess);
  onButton(DENY_ACCESS, openDenyAccess);
  app.view(
    { type: 'view_submission', callback_id: ACCESS_DENIAL },
    guard(parts, submitDenyAccess, errorAt(DENIAL_BLOCK)),
  );
  onButton(GIVE_ACCESS, openGiveAccess);
  onButton(REMOVE_GRANT_PATTERN, removeGrantClicked);
  onMenu(GROUP_MENU, groupOptions);
  onMenu(GRANT_SCOPE_MENU, grantScopeOptions);
  app.view({ type: 'view_submission', callback_id: ACCESS_GRANT }, guard(parts, submitGiveAccess, giveAccessError));

  app.shortcut<GlobalShortcut>({ type: 'shortcut', callback_id: SYNC_SHORTCUT }, guard(parts, syncShortcut));
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: MESSAGE_SHORTCUT },
    guard(parts, messageShortcut),
  );

  app.event('app_home_opened', guard(parts, homeOpened));
  onButton(SYNC_FAVOURITE_PATTERN, syncFavourite);
  onMenu(FAVOURITES_MENU, connectorOptions('view'));
  app.action<BlockAction<MultiExternalSelectAction>>(
    { type: 'block_actions', action_id: FAVOURITES_MENU },
    guard(parts, redrawingHome(chooseFavourites)),
  );
}

/** Keeps a modal open, with what went wrong under this block. */
function errorAt(block: string) {
  return (_: unknown, sentence: string) => ({ response_action: 'errors', errors: { [block]: sentence } });
}
