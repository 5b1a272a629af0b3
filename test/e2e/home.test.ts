import { describe, expect, it } from 'vitest';
import { allowBen, botMessages, chooseByTyping } from './flows.ts';
import { MODES, setTheStage } from './stage.ts';

describe.each(MODES)('the Home tab over %s', (mode) => {
  it('shows what this person may do, and lets them do it', async () => {
    const stage = await setTheStage({ mode });
    const { slack } = stage;
    await allowBen(stage, 'on Okta for 8h');
    const shown = async (user: string) => {
      const calls = slack.apiCalls.filter(({ method }) => method === 'views.publish').length;
      await slack.openHome(user);
      await slack.waitFor(() => slack.apiCalls.filter(({ method }) => method === 'views.publish').length > calls);
      return JSON.stringify(slack.home(user)?.blocks);
    };
    expect(await shown('cleo')).toMatch(/not on the list.*<@U0000000ANA>/);
    expect(await shown('cleo')).not.toContain('open_request_sync');
    expect(await shown('ana')).toMatch(/You manage access.*C1_SYNC_ADMINS.*Nothing yet/);
    expect(await shown('ben')).toMatch(/You may sync Okta until <!date/);

    const home = slack.home('ben');
    if (home === undefined) throw new Error('ben has no home');
    await slack.click('ben', home, 'open_request_sync');
    await slack.waitFor(() => slack.openViewFor('ben'));
    await chooseByTyping(stage, 'ben', 'okta pre');
    await slack.choose('ben', 'place_block', [slack.workspace.channel('general').id]);
    await slack.submit('ben');
    await slack.waitFor(() => botMessages(stage)[0]);
    expect(await shown('ben')).toMatch(/Okta \/ Okta Preview\* {2}queued/);
  });

  it('is no way in for somebody who lost the right since it was drawn', async () => {
    const stage = await setTheStage({ mode });
    const { slack } = stage;
    await allowBen(stage);
    await slack.openHome('ben');
    const home = await slack.waitFor(() => slack.home('ben'));
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'revoke @ben' });
    await slack.waitFor(() => slack.ephemerals('ana').find(({ text }) => text.includes('can no longer')));
    await slack.click('ben', home, 'open_request_sync');
    const told = await slack.waitFor(() => slack.messages(slack.dm('ben'))[0]);
    expect(told.text).toContain('not on the list');
    expect(slack.openViewFor('ben')).toBeUndefined();
  });
});
