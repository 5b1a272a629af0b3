import { expect } from 'vitest';
import type { ForceSync } from '../../sandbox/c1/handle.ts';
import type { SeenMessage, SeenView } from '../../sandbox/slack/observed.ts';
import type { Stage } from './stage.ts';

/** The manager of every stage lets somebody sync everything. */
export async function allow(stage: Stage, user: string, more = ''): Promise<void> {
  expect((await answerTo(stage, 'ana', `allow @${user} ${more}`.trim())).text).toContain('may sync');
}

export const allowBen = (stage: Stage, more = ''): Promise<void> => allow(stage, 'ben', more);

/** What the person is told, alone, after this command. */
export async function answerTo({ slack }: Stage, user: string, text: string): Promise<SeenMessage> {
  const told = slack.ephemerals(user).length;
  await slack.slashCommand({ user, channel: 'general', text });
  return slack.waitFor(() => slack.ephemerals(user)[told]);
}

/** `/c1-sync …`, and the modal that Slack then shows. */
export async function openModal({ slack }: Stage, user: string, text = '', channel = 'general'): Promise<SeenView> {
  if (slack.openViewFor(user) !== undefined) await slack.closeView(user);
  await slack.slashCommand({ user, channel, text });
  return slack.waitFor(() => slack.openViewFor(user));
}

/** The id of the block with the connector menu; a test should not have to know it. */
export function menuBlock(view: SeenView): string {
  const block = view.blocks.find(
    ({ element }) => (element as { type?: string } | undefined)?.type === 'multi_external_select',
  );
  if (typeof block?.block_id !== 'string') throw new Error('the modal has no connector menu');
  return block.block_id;
}

/** Types into the menu and takes the first option. */
export async function chooseByTyping({ slack }: Stage, user: string, typed: string): Promise<string> {
  const view = slack.openViewFor(user);
  if (view === undefined) throw new Error(`${user} has no modal open`);
  const { options } = await slack.typeahead(user, menuBlock(view), typed);
  const [first] = options as { value: string; text: { text: string } }[];
  if (first === undefined) throw new Error(`nothing is offered for ${typed}`);
  await slack.choose(user, menuBlock(view), [first.value]);
  return first.text.text;
}

/** The whole way from the command to the submitted modal. */
export async function askByModal(stage: Stage, user: string, typed: string, channel = 'general') {
  await openModal(stage, user, '', channel);
  const label = await chooseByTyping(stage, user, typed);
  return { label, submitted: await stage.slack.submit(user) };
}

export function botMessages({ slack }: Stage, channel = 'general'): SeenMessage[] {
  return slack.messages(channel).filter((message) => message.ephemeralTo === undefined && message.source !== 'person');
}

/** Every sentence a person was shown: messages, ephemeral ones, direct ones, and errors in their modal. */
export function toldTo({ slack }: Stage, user: string): string[] {
  const { id } = slack.workspace.person(user);
  const direct = slack.messages(slack.dm(user)).map(({ text }) => text);
  const errors = Object.values(slack.openViewFor(user)?.errors ?? {});
  const inChannels = ['general', 'it-help', 'security', 'board', 'partners']
    .flatMap((channel) => slack.messages(channel))
    .filter(({ ephemeralTo }) => ephemeralTo === undefined || ephemeralTo === id)
    .map(({ text }) => text);
  return [...inChannels, ...slack.ephemerals(user).map(({ text }) => text), ...direct, ...errors];
}

export function forceSyncCalls({ c1 }: Stage) {
  return c1.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/force_sync'));
}

export function onlyForceSync({ c1 }: Stage): ForceSync {
  expect(c1.forceSyncs).toHaveLength(1);
  return c1.forceSyncs[0] as ForceSync;
}
