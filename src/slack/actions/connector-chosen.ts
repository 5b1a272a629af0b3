import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { parseConnectorKey } from '../../domain/connector.ts';
import { must } from '../../use-cases/access.ts';
import type { Look } from '../../use-cases/look-at-connectors.ts';
import type { Caller } from '../guard.ts';
import { explainOutcome, pausedSentence, runningSentence } from '../messages/answer.ts';
import type { Parts } from '../parts.ts';
import { type GivenView, hasNotice, readRequestSync, requestSyncView } from '../views/request-sync.ts';
import { updateView } from '../views/update-view.ts';

type Args = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** A connector was chosen in the open modal: one that is paused, running or cooling down says so at once. */
export async function connectorChosen(parts: Parts, { ack, body }: Args, { person }: Caller): Promise<void> {
  await ack();
  if (body.view === undefined) return;
  const view = body.view as unknown as GivenView;
  const { refs, memory } = readRequestSync(view);
  must(parts.access.sync(person));
  const looks = await parts.lookAtConnectors(refs.filter(parts.access.admits('sync', person)));
  const notices = looks.map((look) => noticeOn(parts, look)).filter((notice) => notice !== null);
  if (notices.length === 0 && !hasNotice(view)) return;
  const presetRef = parseConnectorKey(memory.presetKey ?? '');
  const preset = presetRef === undefined ? null : (parts.index.find(presetRef) ?? null);
  const notice = notices.length === 0 ? null : notices.join('\n');
  await updateView(parts, { view_id: view.id, hash: view.hash, view: requestSyncView({ ...memory, preset }, notice) });
}

function noticeOn({ clock }: Parts, { connector, cooling, coolUntil }: Look): string | null {
  if (connector.paused !== null) return `:double_vertical_bar: ${pausedSentence(connector)}`;
  if (connector.status.state === 'running') return `:arrows_counterclockwise: ${runningSentence(connector)}`;
  if (cooling === null) return null;
  const context = { managers: [], now: clock.now() };
  return `:hourglass: ${explainOutcome({ kind: 'cooling-down', run: cooling, until: coolUntil }, context) ?? ''}`;
}
