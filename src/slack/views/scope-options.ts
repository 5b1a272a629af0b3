import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Scope } from '../../domain/access.ts';
import { fold } from '../../domain/plain-text.ts';
import { must } from '../../use-cases/access.ts';
import type { ConnectorIndex } from '../../use-cases/connector-index.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { SHORTEST_QUERY } from './ask-for-access.ts';
import { appScope, connectorScope, scopeOption } from './scope-option.ts';

type Args = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** More than that is not what somebody meant by what they typed. */
const MOST_APPS = 10;
const MOST_CONNECTORS = 20;
/** Slack gives 3 s; right after a start the list may still be on its way. */
const WAIT_FOR_LIST_MS = 2_000;

/**
 * What can be asked for. Whoever asks may look at nothing yet, and has to say what they need: so to a member of the
 * workspace who types three letters of a name the few names with them are shown, and nothing else about them.
 */
export async function scopeOptions(
  { askForAccess, index }: Parts,
  { ack, options }: Args,
  { person }: Caller,
): Promise<void> {
  await askForAccess.check(person);
  const words = fold(options.value ?? '');
  const scopes = words.length < SHORTEST_QUERY ? [] : await scopesNamed(index, words);
  await ack({ options: scopes.map(scopeOption) });
}

/** What a manager can give. */
export async function grantScopeOptions(
  { access, index }: Parts,
  { ack, options }: Args,
  { person }: Caller,
): Promise<void> {
  must(access.manage(person));
  const scopes = await scopesNamed(index, fold(options.value ?? ''));
  await ack({ options: scopes.map(scopeOption) });
}

/** The wide one comes last: Enter takes the first. */
async function scopesNamed(index: ConnectorIndex, words: string): Promise<readonly Scope[]> {
  if (index.size === 0) await index.loaded(WAIT_FOR_LIST_MS);
  return [
    ...appsNamed(index, words).map(appScope),
    ...index.search(words, MOST_CONNECTORS).map(connectorScope),
    { kind: 'everything' },
  ];
}

function appsNamed(index: ConnectorIndex, words: string) {
  const wanted = words.split(' ');
  const named = [...index.apps()].filter(({ name }) => wanted.every((word) => fold(name).includes(word)));
  return named.slice(0, MOST_APPS);
}
