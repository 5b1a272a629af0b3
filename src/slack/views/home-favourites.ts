import type { InputBlock, KnownBlock } from '@slack/types';
import { connectorKey, type NamedConnector } from '../../domain/connector.ts';
import { truncate } from '../../domain/plain-text.ts';
import { FAVOURITES_MENU, SYNC_FAVOURITE } from '../ids.ts';
import { button, plain, section } from '../messages/block-kit.ts';
import { escaped } from '../messages/mrkdwn.ts';
import { connectorOption, type GivenView } from './request-sync.ts';

export interface Favourite {
  readonly connector: NamedConnector;
  /** Some may only be looked at. */
  readonly maySync: boolean;
}

export interface Favourites {
  readonly chosen: readonly Favourite[];
  /** The id of the menu's block. */
  readonly block: string;
  /** What keeps the menu away, as a sentence; null: it is there. */
  readonly trouble: string | null;
}

/** More is no favourite any more. */
export const MOST_FAVOURITES = 10;

/** "Favourites": a row with a one-click button each, and the menu to choose them with. */
export function favouriteBlocks({ chosen, block, trouble }: Favourites): KnownBlock[] {
  if (trouble !== null) return [section(`*Favourites*\n${trouble}`)];
  const none = 'None yet. What you choose here can be synced with one click.';
  return [
    section(chosen.length === 0 ? `*Favourites*\n${none}` : '*Favourites*'),
    ...chosen.map(row),
    menu(
      block,
      chosen.map(({ connector }) => connector),
    ),
  ];
}

function row({ connector, maySync }: Favourite, n: number): KnownBlock {
  const text = section(`*${escaped(connector.label, 100)}*${stateOf(connector)}`);
  if (!maySync) return text;
  const sync = button(`${SYNC_FAVOURITE}:${n}`, 'Sync now', connectorKey(connector));
  return { ...text, accessory: { ...sync, accessibility_label: truncate(`Sync now: ${connector.label}`, 75) } };
}

function stateOf({ paused, status }: NamedConnector): string {
  if (paused !== null) return '  paused in C1';
  return status.state === 'running' ? '  running' : '';
}

function menu(blockId: string, chosen: readonly NamedConnector[]): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    dispatch_action: true,
    optional: true,
    label: plain('Choose favourites', 2000),
    element: {
      type: 'multi_external_select',
      action_id: FAVOURITES_MENU,
      min_query_length: 0,
      max_selected_items: MOST_FAVOURITES,
      placeholder: plain('Type a few letters of the app or connector', 150),
      ...(chosen.length === 0 ? {} : { initial_options: chosen.map(connectorOption) }),
    },
  };
}

/**
 * The id the menu's block shall have. In a block whose id stays Slack keeps what was chosen (slackapi/bolt-js#1080):
 * good while somebody is choosing, wrong once it differs from what there is to show.
 *
 * @param given the tab as Slack shows it now
 */
export function favouritesBlock(
  chosen: readonly Favourite[],
  given: Pick<GivenView, 'state'> | undefined,
  newId: () => string,
): string {
  const wanted = chosen.map(({ connector }) => connectorKey(connector)).join();
  const values = Object.entries(given?.state?.values ?? {});
  const same = values.find(([, elements]) => {
    const shown = elements[FAVOURITES_MENU];
    return shown !== undefined && (shown.selected_options ?? []).map(({ value }) => value).join() === wanted;
  });
  return same?.[0] ?? `favourites:${newId()}`;
}
