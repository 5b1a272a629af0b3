import type { Button } from '@slack/types';
import { connectorKey, type NamedConnector } from '../../domain/connector.ts';
import { SYNC_CANDIDATE } from '../ids.ts';
import { actions, button, context, type Message, section } from './block-kit.ts';
import { escaped } from './mrkdwn.ts';

/** More buttons than this are no choice but a list. */
export const MOST_CANDIDATES = 10;

/** What is to be done with the one that is chosen. */
export interface Choice {
  readonly question: string;
  /** @param nth keeps action ids unique in the message */
  readonly button: (connector: NamedConnector, nth: number) => Button;
}

const TO_SYNC: Choice = {
  question: 'Which one shall be synced?',
  button: (connector, nth) => button(`${SYNC_CANDIDATE}:${nth}`, connector.label, connectorKey(connector)),
};

/** "Several connectors match": one button each. Takes up to one more than it shows, to know that there are more. */
export function candidatesMessage(
  words: string,
  candidates: readonly NamedConnector[],
  choice: Choice = TO_SYNC,
): Message {
  const shown = candidates.slice(0, MOST_CANDIDATES);
  const many = candidates.length > shown.length ? `More than ${shown.length}` : `${shown.length}`;
  const text = `${many} connectors match “${escaped(words, 100)}”. ${choice.question}`;
  const more =
    candidates.length > shown.length ? [context('There are more: add a word, or write the whole name.')] : [];
  return { text, blocks: [section(text), ...shown.map((one, nth) => actions(choice.button(one, nth))), ...more] };
}
