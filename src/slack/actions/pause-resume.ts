import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { type ConnectorRef, parseConnectorKey } from '../../domain/connector.ts';
import { NoSuchConnector } from '../../domain/errors.ts';
import { must } from '../../use-cases/access.ts';
import { pauseNow, resumeNow } from '../commands/pause-resume.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** One of the buttons under "several connectors match", confirmed. */
export async function pauseClicked(parts: Parts, { ack, action }: Args, caller: Caller): Promise<void> {
  await ack();
  await pauseNow(parts, connectorOf(parts, action, caller), caller);
}

/** "Resume", or a candidate. The button stays for ever, so each click is a wish of its own; the state joins a double one. */
export async function resumeClicked(parts: Parts, { ack, action, body }: Args, caller: Caller): Promise<void> {
  await ack();
  await resumeNow(parts, connectorOf(parts, action, caller), `resume:${body.trigger_id}`, caller);
}

function connectorOf({ access }: Parts, { value }: ButtonAction, { person }: Caller): ConnectorRef {
  const ref = parseConnectorKey(value ?? '');
  if (ref === undefined) throw new NoSuchConnector('');
  must(access.pause(person, ref));
  return ref;
}
