import { connectorKey, type NamedConnector } from '../../domain/connector.ts';
import { SYNC_CANDIDATE } from '../ids.ts';
import { actions, button, context, type Message, section } from './block-kit.ts';
import { escaped } from './mrkdwn.ts';

/** More buttons than this are no choice but a list. */
export const MOST_CANDIDATES = 10;

/** "Several connectors match": one button each. Takes up to one more than it shows, to know that there are more. */
export function candidatesMessage(words: string, candidates: readonly NamedConnector[]): Message {
  const shown = candidates.slice(0, MOST_CANDIDATES);
  const many = candidates.length > shown.length ? `More than ${shown.length}` : `${shown.length}`;
  const text = `${many} connectors match “${escaped(words, 100)}”. Which one shall be synced?`;
  const buttons = shown.map((connector, n) =>
    button(`${SYNC_CANDIDATE}:${n}`, connector.label, connectorKey(connector)),
  );
  const more =
    candidates.length > shown.length ? [context('There are more: add a word, or write the whole name.')] : [];
  return { text, blocks: [section(text), ...buttons.map((one) => actions(one)), ...more] };
}
