import type { Button } from '@slack/types';
import { canBeGranted } from '../../domain/access-request.ts';
import { NotAllowed } from '../../domain/errors.ts';
import { ASK_FOR_ACCESS } from '../ids.ts';
import { actions, button, type Message, section } from './block-kit.ts';

/**
 * What somebody is told of an error; where a manager could help, with the way to ask one.
 *
 * @param sentence of `explain`
 * @param connector the key of the connector it is about; null: none, or not known
 */
export function refusalMessage(error: unknown, sentence: string, connector: string | null): Message {
  const asks = error instanceof NotAllowed && canBeGranted(error.reason);
  return { text: sentence, blocks: [section(sentence), ...(asks ? [actions(askForAccessButton(connector))] : [])] };
}

export function askForAccessButton(connector: string | null, text = 'Ask for access'): Button {
  return button(ASK_FOR_ACCESS, text, connector ?? ' ');
}
