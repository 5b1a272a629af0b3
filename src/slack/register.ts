import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { connectorChosen } from './actions/connector-chosen.ts';
import { openAgain } from './actions/open-again.ts';
import { syncCandidate } from './actions/sync-candidate.ts';
import { c1Sync } from './commands/c1-sync.ts';
import { homeOpened } from './events/home-opened.ts';
import { guard } from './guard.ts';
import { COMMAND, CONNECTOR_MENU, OPEN_REQUEST_SYNC, REQUEST_SYNC, SYNC_CANDIDATE_PATTERN } from './ids.ts';
import type { Parts } from './parts.ts';
import { connectorOptions } from './views/connector-options.ts';
import { connectorBlockOf, type GivenView } from './views/request-sync.ts';
import { submitRequestSync } from './views/submit-request-sync.ts';

/** The table of contents: everything Slack can ask of us, and who answers. Each goes through the guard. */
export function register(app: App, parts: Parts): void {
  app.command(COMMAND, guard(parts, c1Sync));

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: CONNECTOR_MENU },
    guard(parts, connectorOptions, () => ({ options: [] })),
  );
  app.action<BlockAction>({ type: 'block_actions', action_id: CONNECTOR_MENU }, guard(parts, connectorChosen));
  app.view(
    { type: 'view_submission', callback_id: REQUEST_SYNC },
    guard(parts, submitRequestSync, ({ view }, sentence) => ({
      response_action: 'errors',
      errors: { [connectorBlockOf(view as GivenView)]: sentence },
    })),
  );

  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: SYNC_CANDIDATE_PATTERN },
    guard(parts, syncCandidate),
  );
  app.event('app_home_opened', guard(parts, homeOpened));
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: OPEN_REQUEST_SYNC },
    guard(parts, openAgain),
  );
}
