import type { ModalView } from '@slack/types';
import { NotAllowed } from '../../domain/errors.ts';
import { type Caller, report } from '../guard.ts';
import { REQUEST_SYNC } from '../ids.ts';
import { plain, section } from '../messages/block-kit.ts';
import type { Parts } from '../parts.ts';
import { updateView } from './update-view.ts';

/**
 * A window opens by what is in memory. Where Slack then says that the person has been deactivated, or is a guest, it says
 * so and asks for nothing; what they may have sent before is refused by itself.
 */
export async function takeBackWindow(parts: Parts, viewId: string, { person, place }: Caller): Promise<void> {
  const { access, standings } = parts;
  if (standings.known(person) === undefined) await standings.checkStanding(person).catch(() => undefined);
  const decision = access.sync(person);
  if (decision.allowed) return;
  const attempt = { actor: person, channelId: place.channelId, what: REQUEST_SYNC, words: '', refs: [] };
  const { sentence, recorded } = report(parts, new NotAllowed(decision.reason), place, attempt);
  await recorded;
  await updateView(parts, { view_id: viewId, view: refusedView(sentence) });
}

function refusedView(sentence: string): ModalView {
  return {
    type: 'modal',
    title: plain('Sync a C1 connector', 24),
    close: plain('Close', 24),
    blocks: [section(sentence)],
  };
}
