import { describe, expect, it } from 'vitest';
import type { SeenView } from '../../sandbox/slack/observed.ts';
import { allow, allowBen, botMessages, chooseByTyping, forceSyncCalls, onlyForceSync } from './flows.ts';
import { MODES, type Stage, sharedStage } from './stage.ts';

/** What the person sees once the app has drawn the tab again. */
async function redrawn({ slack }: Stage, user: string, act: () => Promise<unknown>): Promise<SeenView> {
  const published = () => slack.apiCalls.filter(({ method }) => method === 'views.publish').length;
  const before = published();
  await act();
  await slack.waitFor(() => published() > before);
  const view = slack.home(user);
  if (view === undefined) throw new Error(`${user} has no home`);
  return view;
}

const opened = (stage: Stage, user: string) => redrawn(stage, user, () => stage.slack.openHome(user));
const textOf = ({ blocks }: SeenView) => JSON.stringify(blocks);

const toldDirectly = ({ slack }: Stage, user: string, what: string) =>
  slack.waitFor(() => slack.messages(slack.dm(user)).find(({ text }) => text.includes(what)));

function favouritesBlock({ blocks }: SeenView): string {
  const menu = blocks.find(
    ({ element }) => (element as { action_id?: string } | undefined)?.action_id === 'favourites',
  );
  return String(menu?.block_id);
}

async function addFavourite(stage: Stage, user: string, typed: string): Promise<SeenView> {
  const { slack } = stage;
  const block = favouritesBlock(slack.home(user) as SeenView);
  const { options } = await slack.typeahead(user, block, typed);
  const [first] = options as { value: string }[];
  if (first === undefined) throw new Error(`nothing is offered for ${typed}`);
  return redrawn(stage, user, () => slack.choose(user, block, [first.value]));
}

describe.each(MODES)('the Home tab over %s', (mode) => {
  const shared = sharedStage({
    mode,
    env: { C1_SYNC_COOLDOWN_SECONDS: '0' },
    slack: { people: [{ name: 'eve' }, { name: 'finn' }, { name: 'hal' }] },
  });

  it('shows what this person may do, and lets them do it', async () => {
    const stage = shared();
    const { slack } = stage;
    await allowBen(stage, 'on Okta for 8h');
    const cleo = textOf(await opened(stage, 'cleo'));
    expect(cleo).toMatch(/not on the list.*<@U0000000ANA>/);
    expect(cleo).not.toContain('open_request_sync');
    expect(textOf(await opened(stage, 'ana'))).toMatch(/Nothing yet.*You manage access.*C1_SYNC_ADMINS/);
    const home = await opened(stage, 'ben');
    expect(textOf(home)).toMatch(/You may .*sync.* Okta.* until <!date/);

    await slack.click('ben', home, 'open_request_sync');
    await slack.waitFor(() => slack.openViewFor('ben'));
    await chooseByTyping(stage, 'ben', 'okta pre');
    await slack.choose('ben', 'place_block', [slack.workspace.channel('general').id]);
    await slack.submit('ben');
    await slack.waitFor(() => botMessages(stage)[0]);
    const own = /Running now\*\\n\*Okta \/ Okta Preview\* {2}(queued|running) since .*for you/;
    expect(textOf(await opened(stage, 'ben'))).toMatch(own);
    expect(textOf(await opened(stage, 'cleo'))).not.toContain('Okta Preview');
  });

  it('a favourite is chosen once and synced by one click, told to the person alone', async () => {
    const stage = shared();
    const { slack, c1 } = stage;
    await allow(stage, 'eve', 'on Okta');
    const empty = await opened(stage, 'eve');
    expect((await slack.typeahead('eve', favouritesBlock(empty), 'git')).options).toEqual([]);
    const home = await addFavourite(stage, 'eve', 'okta prod');
    const drawn = await redrawn(stage, 'eve', () => slack.click('eve', home, 'sync_favourite:0'));
    const okta = c1.find('Okta', 'Okta Production');
    expect(onlyForceSync(stage)).toMatchObject({ appId: okta.appId, connectorId: okta.connectorId });
    await toldDirectly(stage, 'eve', 'asked C1 to sync Okta / Okta Production');
    expect(botMessages(stage)).toEqual([]);
    expect(textOf(drawn)).toMatch(/Running now.*Okta Production.*for you/);
    expect(textOf(await opened(stage, 'eve'))).toContain('sync_favourite:0');
  });

  it('is no way in for somebody who lost the right since it was drawn', async () => {
    const stage = shared();
    const { slack } = stage;
    await allow(stage, 'finn');
    await opened(stage, 'finn');
    const home = await addFavourite(stage, 'finn', 'okta pre');
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'revoke @finn' });
    await slack.waitFor(() => slack.ephemerals('ana').find(({ text }) => text.includes('can no longer')));
    expect((await slack.typeahead('finn', favouritesBlock(home), 'okta')).options).toEqual([]);
    const after = await redrawn(stage, 'finn', () => slack.click('finn', home, 'sync_favourite:0'));
    await toldDirectly(stage, 'finn', 'not on the list');
    expect(textOf(after)).not.toMatch(/sync_favourite|open_request_sync/);
    expect(forceSyncCalls(stage)).toEqual([]);
    expect(slack.openViewFor('finn')).toBeUndefined();
  });

  it('a sync that has ended can be asked for again', async () => {
    const stage = shared();
    const { slack, c1 } = stage;
    await allow(stage, 'hal');
    c1.setSyncTimes(c1.find('Salesforce', 'Salesforce'), { queueMs: 0, syncMs: 0 });
    await opened(stage, 'hal');
    const home = await addFavourite(stage, 'hal', 'salesf');
    await slack.click('hal', home, 'sync_favourite:0');
    await slack.waitFor(() => slack.messages(slack.dm('hal')).find(({ text }) => text.includes('finished')), 30_000);
    const ended = await opened(stage, 'hal');
    expect(textOf(ended)).toMatch(/My syncs.*Salesforce \/ Salesforce\* {2}finished/);
    await slack.click('hal', ended, 'sync_again');
    await slack.waitFor(() => forceSyncCalls(stage).length === 2);
  });
});
