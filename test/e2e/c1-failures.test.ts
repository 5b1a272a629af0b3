import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fault } from '../../sandbox/c1/faults.ts';
import { askByModal, botMessages, chooseByTyping, forceSyncCalls, openModal, toldTo } from './flows.ts';
import { sharedStage } from './stage.ts';

/** What a person may be told only of a sync that C1 has taken. */
const CLAIMS_QUEUED = /(?<!not )queued/;

const CREDENTIAL = /C1 refuses the bot's credential.*expired.*IP allowlist.*Connector Administrator/;
const UNCLEAR = /unclear.*C1 did not answer clearly/s;

const SHIPS =
  'Ada Bea Cora Dina Elsa Flora Greta Hilda Ines Jutta Klara Lotta Magda Nora Olga Paula Rosa Selma Tilda'.split(' ');
const FLEET = [
  { id: 'fleet', displayName: 'Fleet', connectors: SHIPS.map((name) => ({ id: name, displayName: name })) },
];

/** What one test leaves unclear about a connector is in the way of the next one: each takes its own. */
const afloat = [...SHIPS];
const newConnector = (): string => afloat.shift() ?? 'none is left';

describe('C1 answers force_sync with', () => {
  const shared = sharedStage({ mode: 'http', c1: { apps: FLEET } });

  it.each<[string, Fault, RegExp, number]>([
    ['400', { status: 400, body: { code: 3, message: 'bad state <!channel>' } }, /does not accept this/, 1],
    ['401, twice', { status: 401 }, CREDENTIAL, 2],
    ['403', { status: 403, body: 'secret-token:x' }, CREDENTIAL, 1],
    ['404', { status: 404 }, /no longer exists/, 1],
    ['409', { status: 409 }, /does not accept this/, 1],
    ['429 for longer than we wait', { status: 429, retryAfter: 120 }, /busy.*Try again at .* \(in 2m 00s\)/, 1],
    ['500', { status: 500 }, UNCLEAR, 1],
    ['503', { status: 503 }, UNCLEAR, 1],
    ['HTML and 502', 'html-502', UNCLEAR, 1],
    ['HTML and 200', 'html-200', UNCLEAR, 1],
    ['nothing and 200', 'empty-200', UNCLEAR, 1],
    ['a reset', 'reset-before-read', UNCLEAR, 1],
  ])('%s: a sentence that is true, nothing repeated blindly', async (_, fault, sentence, calls) => {
    const stage = shared();
    const connector = newConnector();
    stage.c1.faults.always('force-sync', fault);
    await askByModal(stage, 'ana', connector);
    const told = await stage.slack.waitFor(() => toldTo(stage, 'ana').find((text) => sentence.test(text)), 12_000);
    expect(told).toContain(`Fleet / ${connector}`);
    for (const text of toldTo(stage, 'ana')) expect(text).not.toMatch(CLAIMS_QUEUED);
    expect(forceSyncCalls(stage)).toHaveLength(calls);
    expect(stage.c1.forceSyncs).toHaveLength(0);
    expect(stage.slack.pings.filter(({ kind }) => kind === 'channel')).toEqual([]);
  });

  it.each<[string, Fault]>([
    ['half a body', 'half-body'],
    ['503 after taking it', 'status-after-accept'],
    ['a reset after taking it', 'reset-after-accept'],
  ])('%s, and the connector shows that it began: queued', async (_, fault) => {
    const stage = shared();
    const connector = newConnector();
    stage.c1.setSyncTimes(stage.c1.find('Fleet', connector), { queueMs: 0, syncMs: Number.POSITIVE_INFINITY });
    stage.c1.faults.next('force-sync', fault);
    await askByModal(stage, 'ana', connector);
    const message = await stage.slack.waitFor(() => botMessages(stage)[0], 12_000);
    expect(message.text).toMatch(CLAIMS_QUEUED);
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });

  it('401 once: the token is renewed and the request succeeds', async () => {
    const stage = shared();
    stage.c1.revokeTokens();
    await askByModal(stage, 'ana', newConnector());
    const message = await stage.slack.waitFor(() => botMessages(stage)[0]);
    expect(message.text).toMatch(CLAIMS_QUEUED);
    expect(stage.c1.forceSyncs).toHaveLength(1);
    expect(stage.c1.tokenGrants).toBe(1);
  });

  it('429 for a second: waited for, then sent again', async () => {
    const stage = shared();
    stage.c1.faults.next('force-sync', { status: 429, retryAfter: 1 });
    await askByModal(stage, 'ana', newConnector());
    const message = await stage.slack.waitFor(() => botMessages(stage)[0], 6_000);
    expect(message.text).toMatch(CLAIMS_QUEUED);
    expect(stage.c1.forceSyncs).toHaveLength(1);
  });

  it('nobody there: not queued, and the person can try again in the same modal', async () => {
    const stage = shared();
    onTestFinished(() => stage.c1.goOnline());
    await stage.c1.goOffline();
    await askByModal(stage, 'ana', newConnector());
    const told = await stage.slack.waitFor(() => toldTo(stage, 'ana')[0], 25_000);
    expect(told).toMatch(/C1 did not answer/);
    expect(told).not.toMatch(CLAIMS_QUEUED);
  });
});

describe('over Socket Mode', () => {
  const shared = sharedStage({ mode: 'socket' });

  it('no answer at all: the modal closes, and a message tells', async () => {
    const stage = shared();
    stage.c1.faults.always('force-sync', 'never-answer');
    const { submitted } = await askByModal(stage, 'ana', 'google');
    expect(submitted).toMatchObject({ acked: true });
    expect(submitted.ms).toBeLessThan(3_000);
    expect(stage.slack.openViewFor('ana')).toBeUndefined();
    const message = await stage.slack.waitFor(() => botMessages(stage)[0], 25_000);
    expect(message.text).toMatch(UNCLEAR);
    expect(message.text).not.toMatch(CLAIMS_QUEUED);
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });

  it('a paused connector: the modal says so as soon as it is chosen, and submitting sends nothing', async () => {
    const stage = shared();
    const { slack } = stage;
    const sentence = /is paused in C1 since .*dropped by more than half/;
    await askByModal(stage, 'ana', 'snowflake');
    await slack.waitFor(() => sentence.test(JSON.stringify(slack.openViewFor('ana')?.blocks)));
    expect(Object.values(slack.openViewFor('ana')?.errors ?? {})[0]).toMatch(sentence);
    expect(forceSyncCalls(stage)).toEqual([]);
  });

  it('a running connector: the modal says so as soon as it is chosen, and submitting joins it', async () => {
    const stage = shared();
    const { slack } = stage;
    await openModal(stage, 'ana');
    await chooseByTyping(stage, 'ana', 'workday');
    await slack.waitFor(() => JSON.stringify(slack.openViewFor('ana')?.blocks).includes('is running since'));
    await slack.submit('ana');
    const message = await slack.waitFor(() => botMessages(stage)[0]);
    expect(message.text).toMatch(/waits for the sync of Workday .*: running/);
    expect(forceSyncCalls(stage)).toEqual([]);
  });
});
