import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Caller } from '../guard.ts';
import { historyCsv } from '../messages/history-csv.ts';
import type { Parts } from '../parts.ts';
import { mustStillBeMember } from '../still-member.ts';
import { tellFile } from '../tell-file.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** "Send me all of it (CSV)": the history as they may see it now, as a file in their direct messages. */
export async function sendHistory(parts: Parts, { ack, action }: Args, caller: Caller): Promise<void> {
  await ack();
  const { person, place } = caller;
  await mustStillBeMember(parts, person);
  const words = (action.value ?? '').trim();
  const runs = await parts.runHistory(person, words);
  const { channelId } = place;
  const details = { words, rows: runs.length };
  await parts.trail.record({ action: 'history.exported', actor: person, channelId, details });
  const day = new Date(parts.clock.now()).toISOString().slice(0, 10);
  await tellFile(parts, caller, {
    name: `c1-sync-history-${day}.csv`,
    title: `History of syncs, ${day}`,
    comment: `The history of syncs that you asked for: ${runs.length} ${runs.length === 1 ? 'row' : 'rows'}.`,
    content: historyCsv(runs),
  });
}
