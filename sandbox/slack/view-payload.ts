import type { JsonObject } from './json.ts';
import type { OpenView } from './open-views.ts';
import { asValues } from './view-state.ts';
import type { World } from './world.ts';

/** A view as payloads and answers carry it (docs.slack.dev/reference/interaction-payloads/view-interactions-payload). */
export function viewPayload(world: World, open: OpenView): JsonObject {
  const { view } = open;
  return {
    id: open.id,
    team_id: world.workspace.team.id,
    type: view.type ?? 'modal',
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values: asValues(open.state) },
    hash: open.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: open.previousId,
    root_view_id: open.rootId,
    app_id: world.appId,
    external_id: view.external_id ?? '',
    app_installed_team_id: world.workspace.team.id,
    bot_id: world.botId,
  };
}
