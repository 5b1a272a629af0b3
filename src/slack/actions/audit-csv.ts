import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { filterFromValue } from '../audit-filter.ts';
import type { Caller } from '../guard.ts';
import { auditCsv } from '../messages/audit-csv.ts';
import type { Parts } from '../parts.ts';
import { mustStillBeMember } from '../still-member.ts';
import { tellFile } from '../tell-file.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** "Send me all of it (CSV)" below the audit trail: what they searched for, as a file in their direct messages. */
export async function sendAudit(parts: Parts, { ack, action }: Args, caller: Caller): Promise<void> {
  await ack();
  const { person, place } = caller;
  await mustStillBeMember(parts, person);
  const records = await parts.readAudit.exported(person, filterFromValue(action.value), place.channelId);
  const { content, rows } = await auditCsv(records);
  const day = new Date(parts.clock.now()).toISOString().slice(0, 10);
  await tellFile(parts, caller, {
    name: `c1-sync-audit-${day}.csv`,
    title: `Audit trail, ${day}`,
    comment: `The audit trail that you asked for: ${rows} ${rows === 1 ? 'row' : 'rows'}, oldest first.`,
    content,
  });
}
