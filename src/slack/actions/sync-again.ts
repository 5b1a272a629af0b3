import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { parseConnectorKey } from '../../domain/connector.ts';
import { NoSuchConnector } from '../../domain/errors.ts';
import { must } from '../../use-cases/access.ts';
import { syncNow } from '../commands/run-now.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { runNamed } from './watch-run.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** "Sync again". The button stays for ever, so each click is a wish of its own; the cool-down joins a double one. */
export async function syncAgain(parts: Parts, { ack, action, body }: Args, caller: Caller): Promise<void> {
  const ref = parseConnectorKey(action.value ?? '');
  if (ref === undefined) throw new NoSuchConnector('');
  must(parts.access.sync(caller.person, ref));
  await syncNow(parts, { ref, gesture: `again:${body.trigger_id}` }, caller, ack);
}

/** "Restart it", confirmed: the sync that runs is knowingly put at risk. Once for each run, whoever clicks. */
export async function restartRun(parts: Parts, { ack, action }: Args, caller: Caller): Promise<void> {
  const run = await runNamed(parts, action.value);
  must(parts.access.sync(caller.person, run));
  await syncNow(parts, { ref: run, gesture: `restart:${run.id}`, restart: true }, caller, ack);
}
