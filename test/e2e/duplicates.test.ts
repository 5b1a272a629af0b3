import { describe, expect, it } from 'vitest';
import { askByModal, botMessages, chooseByTyping, forceSyncCalls, openModal } from './flows.ts';
import { MODES, sharedStage } from './stage.ts';

describe.each(MODES)('one request, one force_sync, over %s', (mode) => {
  const shared = sharedStage({ mode, admins: ['ana', 'ben'] });

  it('the same submission delivered twice, one after the other', async () => {
    const stage = shared();
    const { submitted } = await askByModal(stage, 'ana', 'google');
    const again = await stage.slack.redeliver(submitted.delivery as never);
    expect(again).toMatchObject({ acked: true });
    await stage.slack.waitFor(() => botMessages(stage)[0]);
    expect(forceSyncCalls(stage)).toHaveLength(1);
    expect(botMessages(stage)).toHaveLength(1);
  });

  it('the same submission delivered twice at once, while C1 takes its time', async () => {
    const stage = shared();
    stage.c1.faults.always('force-sync', { delayMs: 300 });
    await openModal(stage, 'ana');
    await chooseByTyping(stage, 'ana', 'salesforce');
    const first = stage.slack.submit('ana');
    const delivery = await stage.slack.waitFor(() =>
      stage.slack.deliveries.find(({ type }) => type === 'view_submission'),
    );
    const again = await stage.slack.redeliver(delivery);
    expect(again).toMatchObject({ acked: true });
    expect(await first).toMatchObject({ acked: true });
    await stage.slack.waitFor(() => botMessages(stage)[0]);
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });

  it('the same command delivered twice opens one modal', async () => {
    const stage = shared();
    const { delivery } = await stage.slack.slashCommand({ user: 'ana', channel: 'general' });
    await stage.slack.waitFor(() => stage.slack.openViewFor('ana'));
    await stage.slack.redeliver(delivery as never);
    await stage.slack.slashCommand({ user: 'ana', channel: 'general', text: 'help' });
    await stage.slack.waitFor(() => stage.slack.ephemerals('ana')[0]);
    expect(stage.slack.apiCalls.filter(({ method }) => method === 'views.open')).toHaveLength(1);
  });

  it('a double click on a candidate', async () => {
    const stage = shared();
    const { slack } = stage;
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run okta' });
    const choice = await slack.waitFor(() => slack.ephemerals('ana')[0]);
    await Promise.all([slack.click('ana', choice, 'sync_candidate:0'), slack.click('ana', choice, 'sync_candidate:0')]);
    await slack.waitFor(() =>
      slack.ephemerals('ana').find(({ text }) => text.includes('asked with this button already')),
    );
    expect(forceSyncCalls(stage)).toHaveLength(1);
    await slack.waitFor(() => botMessages(stage)[0]);
    expect(botMessages(stage)).toHaveLength(1);
  });

  it('two people and one connector inside the cool-down: the second hears who asked', async () => {
    const stage = shared();
    const { slack } = stage;
    await askByModal(stage, 'ana', 'recruiting');
    await slack.waitFor(() => botMessages(stage)[0]);
    await slack.slashCommand({ user: 'ben', channel: 'general', text: 'run recruiting' });
    const told = await slack.waitFor(() => slack.ephemerals('ben')[0]);
    expect(told.text).toMatch(/already queued: <@\w+> asked \d+s ago/);
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });

  it('the same submission again after a restart', async () => {
    const stage = shared();
    const { submitted } = await askByModal(stage, 'ana', 'github ent');
    await stage.slack.waitFor(() => botMessages(stage)[0]);
    await shared.restart();
    await stage.slack.redeliver(submitted.delivery as never);
    expect(forceSyncCalls(stage)).toHaveLength(1);
    expect(botMessages(stage)).toHaveLength(1);
  });
});

describe('without a cool-down', () => {
  const shared = sharedStage({ mode: 'http', env: { C1_SYNC_COOLDOWN_SECONDS: '0' } });

  it('a second click on a candidate later on, even without a cool-down', async () => {
    const stage = shared();
    const { slack } = stage;
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run okta' });
    const choice = await slack.waitFor(() => slack.ephemerals('ana')[0]);
    await slack.click('ana', choice, 'sync_candidate:0');
    await slack.waitFor(() => botMessages(stage)[0]);
    await slack.click('ana', choice, 'sync_candidate:0');
    await slack.waitFor(() =>
      slack.ephemerals('ana').find(({ text }) => text.includes('asked with this button already')),
    );
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });

  it('after the cool-down it is asked again', async () => {
    const stage = shared();
    await askByModal(stage, 'ana', 'google');
    await stage.slack.waitFor(() => botMessages(stage)[0]);
    await askByModal(stage, 'ana', 'github ent');
    await stage.slack.waitFor(() => botMessages(stage)[1]);
    await stage.slack.slashCommand({ user: 'ana', channel: 'general', text: 'run google' });
    await stage.slack.waitFor(() => botMessages(stage)[2] ?? stage.slack.ephemerals('ana')[0]);
    expect(forceSyncCalls(stage).length).toBeGreaterThanOrEqual(2);
  });
});
