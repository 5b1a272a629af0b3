import type { NamedConnector } from '../../domain/connector.ts';
import type { ConnectorIndex } from '../../use-cases/connector-index.ts';
import { escaped } from '../messages/mrkdwn.ts';

/** Which connector the modal shall open with; looked for as soon as the list of connectors is there. */
export interface Wish {
  /** What was typed; empty where nothing was. */
  readonly words: string;
  /** Null: nothing is wanted, so the list need not be there. `admits`: what the person may sync. */
  readonly choose: ((index: ConnectorIndex, admits: (connector: NamedConnector) => boolean) => Chosen) | null;
}

export interface Chosen {
  readonly preset: NamedConnector | null;
  /** Why nothing is chosen, in mrkdwn; null where there is nothing to say. */
  readonly notice: string | null;
}

export const NOTHING_CHOSEN: Chosen = { preset: null, notice: null };

/** The best match for words that somebody typed; none typed: nothing. */
export function matching(words: string): Wish {
  if (words === '') return { words, choose: null };
  return {
    words,
    choose: (index, admits) => {
      const [preset = null] = index.search(words, 1, admits);
      const nothing = `Nothing matches “${escaped(words, 100)}”. Type a few letters of the name above.`;
      return { preset, notice: preset === null ? nothing : null };
    },
  };
}

/** The connector that a message names, if it names one better than all others. */
export function namedIn(text: string): Wish {
  return {
    words: '',
    choose: (index, admits) => {
      const [first, ...others] = index.mentioned(text, admits);
      if (first === undefined) {
        return { preset: null, notice: 'No connector is named in that message. Type a few letters of its name above.' };
      }
      if (others.length === 0) return { preset: first, notice: null };
      const notice = `${others.length + 1} connectors fit that message equally well. Choose above the one that is meant.`;
      return { preset: null, notice };
    },
  };
}
