import { describe, expect, it } from 'vitest';
import { problemsOfView } from '../../sandbox/slack/block-kit/validate.ts';
import { pingsInBlocks } from '../../sandbox/slack/pings.ts';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { ALLOWED, type Grant, type Person, type Scope, type Verb } from '../../src/domain/access.ts';
import type { ConnectorRef } from '../../src/domain/connector.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { chooseFavourites, syncFavourite } from '../../src/slack/actions/favourites.ts';
import { homeOpened } from '../../src/slack/events/home-opened.ts';
import { guard } from '../../src/slack/guard.ts';
import { FAVOURITES_MENU, REMOVE_GRANT, SYNC_AGAIN, SYNC_FAVOURITE } from '../../src/slack/ids.ts';
import { InFlight } from '../../src/slack/in-flight.ts';
import type { Parts } from '../../src/slack/parts.ts';
import { connectorOptions } from '../../src/slack/views/connector-options.ts';
import { redrawingHome } from '../../src/slack/views/redraw-home.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { ConnectorIndex } from '../../src/use-cases/connector-index.ts';
import type { SyncRequest } from '../../src/use-cases/request-sync.ts';
import { WAITING } from '../doubles/access-requests.ts';
import { connector, ScriptedC1 } from '../doubles/c1.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { QUEUED } from '../doubles/runs.ts';

const HOME = { teamId: 'T1', enterpriseId: null, isEnterpriseInstall: false, botUserId: 'UBOT', botId: 'BBOT' };
const OKTA: Scope = { kind: 'app', appId: 'okta', name: 'Okta' };
const HOSTILE = '<!channel> & <https://evil.test|x> *b* `c`\n'.repeat(20);

interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly text?: { readonly text: string };
  readonly accessory?: { readonly action_id: string; readonly value: string; readonly text: { readonly text: string } };
  readonly element?: { readonly action_id: string; readonly initial_options?: readonly { readonly value: string }[] };
}

async function setUp({ hostile = false, listed = true } = {}) {
  const clock = new ManualClock();
  const store = openMemoryStore();
  const c1 = new ScriptedC1();
  const name = hostile ? HOSTILE : undefined;
  c1.apps = [
    { id: 'okta', name: name ?? 'Okta' },
    { id: 'github', name: name ?? 'GitHub' },
  ];
  const many = Array.from({ length: 30 }, (_, n) => connector('github', `c${n}`, { name: name ?? `Cloud ${n}` }));
  c1.connectors = [connector('okta', 'prod'), connector('okta', 'preview'), ...many];
  const index = new ConnectorIndex({ c1, clock, log: quiet });
  if (listed) await index.refresh();

  const drawn: { user_id: string; view: { blocks: Block[] } }[] = [];
  const told: string[] = [];
  const asked: string[] = [];
  const requests: SyncRequest[] = [];
  const slackErrors: Error[] = [];
  const publish = async (call: (typeof drawn)[number]) => {
    const error = slackErrors.shift();
    if (error !== undefined) throw error;
    drawn.push(call);
  };
  let ids = 0;
  const parts = {
    installation: HOME,
    access: createAccess({ store, admins: ['UADMIN'], clock }),
    standings: {
      checkStanding: async ({ userId }: Person) => {
        asked.push(userId);
        return ALLOWED;
      },
    },
    manageAccess: { who: () => store.grants() },
    index,
    runs: store,
    requests: store,
    favourites: store,
    slack: { views: { publish } },
    inFlight: new InFlight(clock),
    clock,
    log: quiet,
    newId: () => `id-${++ids}`,
    refusals: { note: async () => {} },
    tellPerson: async (_: unknown, said: unknown) => void told.push(JSON.stringify(said)),
    requestSync: async (request: SyncRequest) => {
      requests.push(request);
      return { kind: 'same-gesture', run: QUEUED };
    },
  } as unknown as Parts;

  const grant = (userId: string, scope: Scope, verbs: readonly Verb[] = ['sync'], changes: Partial<Grant> = {}) =>
    store.addGrant({
      ...{ id: `${++ids}`, subject: { kind: 'user', userId, teamId: 'T1' }, role: 'requester', verbs, scope },
      ...{ grantedBy: 'UADMIN', grantedAt: 0, expiresAt: null, reason: null, ...changes },
    });
  const record = (changes: Partial<SyncRun>) => {
    const id = `run-${++ids}`;
    return store.beginRun(
      { ...QUEUED, id, dedupeKey: id, teamId: 'T1', requestedAt: clock.now() + ids, ...changes },
      0,
    );
  };
  const open = async (user: string, event: object = {}) => {
    const body = { team_id: 'T1', event: { user, tab: 'home', ...event } };
    await guard(parts, homeOpened as never)({ body, event: body.event } as never);
    return shownTo(user);
  };
  const shownTo = (user: string): Block[] => drawn.filter(({ user_id }) => user_id === user).at(-1)?.view.blocks ?? [];
  const press = async (handler: unknown, user: string, action: object, view: object | null = { type: 'home' }) => {
    const body = { user: { id: user, team_id: 'T1' }, team: { id: 'T1' }, trigger_id: 'trigger', view };
    await guard(parts, redrawingHome(handler as typeof syncFavourite))({ body, action, ack: async () => {} } as never);
    await parts.inFlight.drain(1_000);
    return shownTo(user);
  };
  return { parts, store, clock, index, drawn, told, asked, requests, slackErrors, grant, record, open, press };
}

const textIn = (blocks: readonly Block[]) => blocks.map(({ text }) => text?.text ?? '').join('\n');
const buttonsIn = (blocks: readonly Block[], actionId: string) =>
  blocks.flatMap(({ accessory }) => (accessory?.action_id.startsWith(actionId) ? [accessory.value] : []));
const menuIn = (blocks: readonly Block[]) => blocks.find(({ element }) => element?.action_id === FAVOURITES_MENU);
const refs = (...ids: readonly string[]): ConnectorRef[] =>
  ids.map((connectorId) => ({ appId: 'github', connectorId }));

describe('the Home tab', () => {
  it('of somebody without rights: how to get them, and nothing else', async () => {
    const { open, record } = await setUp();
    await record({ appId: 'okta', connectorId: 'prod', state: 'running' });
    const blocks = await open('UNOBODY');
    expect(textIn(blocks)).toMatch(/not on the list.*<@UADMIN>/);
    expect(JSON.stringify(blocks)).not.toMatch(/Running now|My syncs|Favourites|button/);
  });

  it('of somebody whose rights have ended: says so', async () => {
    const { open, grant, clock } = await setUp();
    await grant('UBEN', OKTA, ['sync'], { expiresAt: clock.now() });
    expect(textIn(await open('UBEN'))).toMatch(/has ended.*<@UADMIN>/);
  });

  it('says what they may and until when; to managers, where to change it', async () => {
    const { open, grant, clock } = await setUp();
    await grant('UBEN', OKTA, ['sync'], { expiresAt: clock.now() + 1 });
    expect(textIn(await open('UBEN'))).toMatch(/\*My rights\*\n• You may .*sync.* Okta.* until <!date/);
    const admin = JSON.stringify(await open('UADMIN'));
    expect(admin).toContain('C1_SYNC_ADMINS');
    expect(admin).toContain('/c1-sync who');
  });

  it('shows what runs, of what they may look at, theirs first', async () => {
    const { open, grant, record } = await setUp();
    await grant('UBEN', OKTA, ['view']);
    await record({ label: 'Of Ana', appId: 'okta', connectorId: 'prod', requestedBy: 'UANA', state: 'running' });
    await record({ label: 'Of Ben', appId: 'okta', connectorId: 'preview', requestedBy: 'UBEN', state: 'queued' });
    await record({ label: 'Secret', appId: 'github', connectorId: 'c0', requestedBy: 'UANA', state: 'running' });
    await record({ label: 'Over', appId: 'okta', connectorId: 'prod', requestedBy: 'UANA', state: 'finished' });
    const [, running = ''] = textIn(await open('UBEN')).split('*Running now*');
    expect(running).toMatch(
      /^\n\*Of Ben\* {2}queued since <!date[^>]*>, for you\n\*Of Ana\* {2}running since <!date[^>]*>, for <@UANA>\n/,
    );
    expect(running).not.toMatch(/Secret|Over/);
  });

  it('shows how their last ten syncs went, with one button for each connector they may still sync', async () => {
    const { open, grant, record } = await setUp();
    await grant('UBEN', OKTA);
    await grant('UBEN', { kind: 'app', appId: 'github', name: 'GitHub' }, ['view']);
    const ended = { requestedBy: 'UBEN', state: 'finished', startedAt: 0, completedAt: 252_000 } as const;
    for (let n = 0; n < 11; n++) await record({ ...ended, label: `Old ${n}`, appId: 'github', connectorId: 'c1' });
    await record({ ...ended, label: 'One', appId: 'okta', connectorId: 'prod' });
    await record({ ...ended, label: 'Two', appId: 'okta', connectorId: 'prod', state: 'failed', detail: 'no <b>' });
    const blocks = await open('UBEN');
    expect(textIn(blocks)).toMatch(
      /\*Two\* {2}failed: no &lt;b&gt; {2}· {2}<!date.*\n\*One\* {2}finished in 4m 12s {2}·/,
    );
    expect(textIn(blocks)).toContain('*Old 3*');
    expect(textIn(blocks)).not.toContain('*Old 2*');
    expect(buttonsIn(blocks, SYNC_AGAIN)).toEqual(['okta/prod']);
  });

  it('a strange name stays text, and everything at its largest is a view that Slack takes', async () => {
    const { open, record, store, drawn } = await setUp({ hostile: true });
    const person = { userId: 'UADMIN', teamId: 'T1' };
    await store.setFavourites(person, refs(...Array.from({ length: 10 }, (_, n) => `c${n}`)));
    const run = { label: HOSTILE, requestedBy: 'UADMIN', appId: 'github', detail: HOSTILE };
    for (let n = 0; n < 30; n++) await record({ ...run, connectorId: `c${n}`, state: 'failed' });
    for (let n = 0; n < 30; n++) await record({ ...run, connectorId: `c${n}`, state: 'running' });
    const blocks = await open('UADMIN');
    expect(problemsOfView(drawn.at(-1)?.view)).toEqual([]);
    expect(pingsInBlocks(blocks as never).filter(({ kind }) => kind !== 'user')).toEqual([]);
    expect(textIn(blocks)).not.toContain('<https');
    expect(JSON.stringify(blocks)).toContain('And 20 more');
  });

  it('has Slack say who somebody is before they click, if they may do anything', async () => {
    const { open, grant, asked } = await setUp();
    await grant('UBEN', OKTA);
    await open('UBEN');
    await open('UNOBODY');
    expect(asked).toEqual(['UBEN']);
  });

  it('is not drawn for the Messages tab, nor for a stranger', async () => {
    const { open, drawn } = await setUp();
    await open('UADMIN', { tab: 'messages' });
    await open('UBOT');
    expect(drawn).toEqual([]);
  });
});

describe('who may do what', () => {
  it('is shown to managers alone: the newest ten with a way to take each away, and how many more', async () => {
    const { open, grant } = await setUp();
    await grant('UBEN', OKTA);
    for (let n = 1; n <= 12; n++) await grant(`UNEW${n}`, OKTA, ['sync'], { id: `g${n}`, grantedAt: n });
    const blocks = await open('UADMIN');
    const shown = textIn(blocks).split('*Who may do what*')[1] ?? '';
    expect(shown).toMatch(/^\n<@UNEW12> may sync Okta until revoked\.\n<@UNEW11> may/);
    expect(shown).not.toMatch(/UNEW2>|UBEN/);
    expect(buttonsIn(blocks, REMOVE_GRANT)).toEqual(Array.from({ length: 10 }, (_, n) => `g${12 - n}`));
    const all = JSON.stringify(blocks);
    expect(all).toMatch(/And 3 more.*Always, by C1_SYNC_ADMINS: <@UADMIN>.*"action_id":"give_access"/);
    const bens = JSON.stringify(await open('UBEN'));
    expect(bens).not.toMatch(/Who may do what|give_access|remove_grant/);
  });

  it('stands below the requests that wait, with their answers; nobody sees their own there', async () => {
    const { open, grant, store, clock } = await setUp();
    await grant('UBEN', OKTA, [], { role: 'manager' });
    const ask = (id: string, userId: string, askedAt = clock.now()) =>
      store.addRequest({ ...WAITING, id, asker: { userId, teamId: 'T1' }, scope: { ...OKTA, appId: id }, askedAt });
    await ask('r0', 'UCLEO', clock.now() - 24 * 3_600_000);
    for (let n = 1; n <= 6; n++) await ask(`r${n}`, `UASK${n}`);
    await ask('own', 'UBEN');
    const blocks = await open('UBEN');
    const shown = textIn(blocks).split('*Requests that wait*')[1] ?? '';
    expect(shown).toMatch(/^\n<@UASK1> asks to sync Okta/);
    expect(shown).not.toMatch(/UCLEO> asks|UASK6|UBEN> asks/);
    const all = JSON.stringify(blocks);
    expect(all).toMatch(/"action_id":"approve_access:1h","text":[^}]*},"value":"r1"/);
    expect(all).toMatch(/And 1 more: they stand in your direct messages/);
    expect(problemsOfView({ type: 'home', blocks: blocks as never })).toEqual([]);
    expect(JSON.stringify(await open('UASK1'))).not.toContain('Requests that wait');
  });

  it('can be taken away only after a question', async () => {
    const { open, grant } = await setUp();
    await grant('UBEN', OKTA);
    const removes = (await open('UADMIN')).filter(({ accessory }) => accessory?.action_id === `${REMOVE_GRANT}:0`);
    expect(JSON.stringify(removes)).toContain('"confirm":{"title"');
  });
});

describe('favourites', () => {
  const chosen = (...values: string[]) => ({ selected_options: values.map((value) => ({ value })) });

  it('are kept as chosen, as far as the person may look at them, ten at most', async () => {
    const { press, grant, store } = await setUp();
    await grant('UBEN', { kind: 'app', appId: 'github', name: 'GitHub' });
    const values = [
      'github/c3',
      'okta/prod',
      'github/gone',
      'x',
      ...Array.from({ length: 12 }, (_, n) => `github/c${n}`),
    ];
    const blocks = await press(chooseFavourites, 'UBEN', chosen(...values));
    const kept = await store.favouritesOf({ userId: 'UBEN', teamId: 'T1' });
    expect(kept).toEqual(refs('c3', 'c0', 'c1', 'c2', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9'));
    expect(buttonsIn(blocks, SYNC_FAVOURITE)).toHaveLength(10);
    expect(menuIn(blocks)?.element?.initial_options?.[0]).toMatchObject({ value: 'github/c3' });
  });

  it('all taken away: none, and the menu is empty', async () => {
    const { press, store } = await setUp();
    const admin = { userId: 'UADMIN', teamId: 'T1' };
    await store.setFavourites(admin, refs('c1'));
    const blocks = await press(chooseFavourites, 'UADMIN', { selected_options: undefined });
    expect(await store.favouritesOf(admin)).toEqual([]);
    expect(menuIn(blocks)?.element).not.toHaveProperty('initial_options');
    expect(textIn(blocks)).toContain('None yet');
  });

  it('have no button where the person may only look', async () => {
    const { open, grant, store } = await setUp();
    await grant('UBEN', OKTA, ['view']);
    await store.setFavourites({ userId: 'UBEN', teamId: 'T1' }, [
      { appId: 'okta', connectorId: 'prod' },
      ...refs('c1'),
    ]);
    const blocks = await open('UBEN');
    expect(textIn(blocks)).toContain('*Okta / prod*');
    expect(textIn(blocks)).not.toContain('Cloud 1');
    expect(buttonsIn(blocks, SYNC_FAVOURITE)).toEqual([]);
  });

  it('leave the menu under somebody who is choosing, and renew it where it shows something else', async () => {
    const { press } = await setUp();
    const inMenu = (block: string, ...values: string[]) => ({
      type: 'home',
      state: { values: { [block]: { [FAVOURITES_MENU]: chosen(...values) } } },
    });
    const first = menuIn(await press(chooseFavourites, 'UADMIN', chosen('okta/prod')))?.block_id ?? '';
    const same = inMenu(first, 'okta/prod', 'github/c1');
    const kept = await press(chooseFavourites, 'UADMIN', chosen('okta/prod', 'github/c1'), same);
    expect(menuIn(kept)?.block_id).toBe(first);
    const other = inMenu(first, 'okta/prod', 'github/gone');
    const renewed = await press(chooseFavourites, 'UADMIN', chosen('okta/prod', 'github/gone'), other);
    expect(menuIn(renewed)?.block_id).not.toBe(first);
  });

  it('are not lost by a choice made while the list of connectors is not there', async () => {
    const { open, store } = await setUp({ listed: false });
    await store.setFavourites({ userId: 'UADMIN', teamId: 'T1' }, refs('c1'));
    const blocks = await open('UADMIN');
    expect(menuIn(blocks)).toBeUndefined();
    expect(textIn(blocks)).toContain('is being read from C1');
  });

  it('are synced by one click, by a gesture of its own, told in no channel', async () => {
    const { press, grant, requests } = await setUp();
    await grant('UBEN', OKTA);
    await press(syncFavourite, 'UBEN', { value: 'okta/prod' });
    expect(requests).toMatchObject([
      {
        person: { userId: 'UBEN' },
        ref: { appId: 'okta', connectorId: 'prod' },
        gesture: 'home:trigger',
        channelId: null,
      },
    ]);
  });

  it('are refused at the click to whoever lost the right, and the tab then shows it', async () => {
    const { press, told, requests } = await setUp();
    const blocks = await press(syncFavourite, 'UBEN', { value: 'okta/prod' });
    expect(requests).toEqual([]);
    expect(told.join()).toContain('not on the list');
    expect(textIn(blocks)).toContain('not on the list');
    await press(chooseFavourites, 'UBEN', chosen('okta/prod'));
    expect(told).toHaveLength(2);
  });

  it('a tab that Slack does not take is no failure of the click', async () => {
    const { press, told, slackErrors, store } = await setUp();
    slackErrors.push(new Error('down'));
    await press(chooseFavourites, 'UADMIN', chosen('okta/prod'));
    expect(told).toEqual([]);
    expect(await store.favouritesOf({ userId: 'UADMIN', teamId: 'T1' })).toHaveLength(1);
  });

  it('a click in a message or a modal draws no Home tab', async () => {
    const { press, drawn } = await setUp();
    for (const view of [null, { type: 'modal' }]) {
      await press(syncFavourite, 'UADMIN', { value: 'okta/prod' }, view);
    }
    expect(drawn).toEqual([]);
  });

  it('are offered among what the person may look at', async () => {
    const { parts, grant } = await setUp();
    await grant('UBEN', OKTA, ['view']);
    const offered = async (right: Verb, user: string) => {
      let answer: { options: unknown[] } = { options: [] };
      const ack = async (given: typeof answer) => {
        answer = given;
      };
      const args = { ack, options: { value: 'o' } } as never;
      await connectorOptions(right)(parts, args, { person: { userId: user, teamId: 'T1' }, place: {} as never });
      return answer.options.length;
    };
    expect([await offered('view', 'UBEN'), await offered('sync', 'UBEN'), await offered('view', 'UX')]).toEqual([
      2, 0, 0,
    ]);
  });
});
