import { describe, expect, it } from 'vitest';
import { C1Unavailable, CredentialRefused } from '../../src/domain/errors.ts';
import { ConnectorIndex } from '../../src/use-cases/connector-index.ts';
import { connector, ScriptedC1 } from '../doubles/c1.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

function setUp() {
  const c1 = new ScriptedC1();
  c1.apps = [
    { id: 'okta', name: 'Okta' },
    { id: 'github', name: 'GitHub' },
  ];
  c1.connectors = [connector('okta', 'prod'), connector('okta', 'preview'), connector('github', 'cloud')];
  const clock = new ManualClock();
  return { c1, clock, index: new ConnectorIndex({ c1, clock, log: quiet }) };
}

const labels = (index: ConnectorIndex, words = '') => index.search(words, 10).map(({ label }) => label);

describe('the index of connectors', () => {
  it('knows nothing until the first reading has ended', async () => {
    const { index } = setUp();
    expect(index.state()).toEqual({ kind: 'loading' });
    expect(labels(index)).toEqual([]);
    await index.refresh();
    expect(labels(index)).toEqual(['GitHub / cloud', 'Okta / preview', 'Okta / prod']);
  });

  it('reads again every five minutes, and stops when told', async () => {
    const { index, c1, clock } = setUp();
    const running = index.run();
    await clock.advance(5 * 60_000 + 1);
    expect(c1.calls.filter((call) => call === 'listApps')).toHaveLength(2);
    index.stop();
    await running;
    expect(clock.sleeping()).toEqual([]);
  });

  it('says why when it cannot be read even once, and tries again soon', async () => {
    const { index, c1, clock } = setUp();
    c1.answers.set('listApps', () => {
      throw new CredentialRefused('401');
    });
    const running = index.run();
    await clock.advance(1);
    expect(index.state()).toMatchObject({ kind: 'failed', error: { code: 'c1_credential_refused' } });
    c1.answers.clear();
    await clock.advance(2_000);
    expect(index.state().kind).toBe('ready');
    index.stop();
    await running;
  });

  it('keeps what it knew while a later reading fails', async () => {
    const { index, c1 } = setUp();
    await index.refresh();
    c1.answers.set('listApps', () => {
      throw new C1Unavailable('503', 'maybe');
    });
    await index.refresh();
    expect(index.state().kind).toBe('ready');
    expect(labels(index)).toHaveLength(3);
  });

  it('keeps the connectors of an app that cannot be read this time, and drops those C1 no longer lists', async () => {
    const { index, c1 } = setUp();
    await index.refresh();
    c1.answers.set('listConnectors okta', () => {
      throw new C1Unavailable('503', 'maybe');
    });
    c1.connectors = [];
    await index.refresh();
    expect(labels(index)).toEqual(['Okta / preview', 'Okta / prod']);
  });

  it('counts as failed when no app at all can be read', async () => {
    const { index, c1 } = setUp();
    for (const app of ['okta', 'github']) {
      c1.answers.set(`listConnectors ${app}`, () => {
        throw new CredentialRefused('403');
      });
    }
    await index.refresh();
    expect(index.state().kind).toBe('failed');
  });

  it('reads at most four apps at a time', async () => {
    const { index, c1 } = setUp();
    c1.apps = Array.from({ length: 20 }, (_, n) => ({ id: `app${n}`, name: `App ${n}` }));
    let atOnce = 0;
    let most = 0;
    for (const { id } of c1.apps) {
      c1.answers.set(`listConnectors ${id}`, async () => {
        most = Math.max(most, ++atOnce);
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
        return [];
      });
    }
    await index.refresh();
    expect(most).toBe(4);
  });

  it('is read once for many who ask for it at the same time', async () => {
    const { index, c1 } = setUp();
    await Promise.all([index.refresh(), index.refresh(), index.loaded(1_000)]);
    expect(c1.calls.filter((call) => call === 'listApps')).toHaveLength(1);
  });

  it('tells when a reading begins and ends, whatever comes of it', async () => {
    const { c1, clock } = setUp();
    const told: boolean[] = [];
    const index = new ConnectorIndex({ c1, clock, log: quiet, onReading: (isReading) => told.push(isReading) });
    await Promise.all([index.refresh(), index.refresh()]);
    expect(told).toEqual([true, false]);
    c1.answers.set('listApps', () => Promise.reject(new C1Unavailable('away', 'no')));
    const reading = index.refresh();
    expect(told).toEqual([true, false, true]);
    await reading;
    expect(told).toEqual([true, false, true, false]);
  });

  it('waits for the first reading no longer than told', async () => {
    const { index, c1, clock } = setUp();
    c1.answers.set('listApps', () => new Promise(() => {}));
    const waited = index.loaded(2_000);
    await clock.advance(2_000);
    await waited;
    expect(index.state().kind).toBe('loading');
    expect(clock.sleeping()).toEqual([]);
  });

  it('takes a fresher reading of one connector, which a search then shows', async () => {
    const { index, clock } = setUp();
    await index.refresh();
    await clock.advance(1_000);
    index.note(connector('okta', 'prod', { paused: { since: 1, reason: 'why' } }));
    expect(index.search('prod', 1)[0]).toMatchObject({
      label: 'Okta / prod',
      paused: { reason: 'why' },
      seenAt: clock.now(),
    });
    expect(index.note(connector('okta', 'unknown'))).toBeUndefined();
  });
});
