import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  MultiExternalSelectAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import { parseConnectorKey } from '../../domain/connector.ts';
import { NoSuchConnector } from '../../domain/errors.ts';
import { must } from '../../use-cases/access.ts';
import { syncNow } from '../commands/run-now.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { mustStillBeMember } from '../still-member.ts';
import { MOST_FAVOURITES } from '../views/home-favourites.ts';

type Click = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;
type Choice = SlackActionMiddlewareArgs<BlockAction<MultiExternalSelectAction>> & AllMiddlewareArgs;

/** "Sync now" beside a favourite: asks C1 at once. The Home tab is no conversation, so they are told directly. */
export async function syncFavourite(parts: Parts, { ack, action, body }: Click, caller: Caller): Promise<void> {
  const ref = parseConnectorKey(action.value ?? '');
  if (ref === undefined) throw new NoSuchConnector('');
  must(parts.access.sync(caller.person, ref));
  await syncNow(parts, { ref, gesture: `home:${body.trigger_id}` }, caller, ack);
}

/** The menu of favourites has changed: what it holds now is what they are, as far as the person may look at it. */
export async function chooseFavourites(parts: Parts, { ack, action }: Choice, { person }: Caller): Promise<void> {
  await ack();
  await mustStillBeMember(parts, person);
  const { access, index, favourites } = parts;
  must(access.view(person));
  const keys = new Set((action.selected_options ?? []).map(({ value }) => value ?? ''));
  const admits = access.admits('view', person);
  const refs = [...keys]
    .map(parseConnectorKey)
    .filter((ref) => ref !== undefined)
    .filter((ref) => admits(ref) && index.find(ref) !== undefined);
  await favourites.setFavourites(person, refs.slice(0, MOST_FAVOURITES));
}
