import { describe, expect, it } from 'vitest';
import { matching, namedIn, type Wish } from '../../src/slack/views/wish.ts';
import { ConnectorIndex } from '../../src/use-cases/connector-index.ts';
import { connector, ScriptedC1 } from '../doubles/c1.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

async function chosenFor(wish: Wish, admitted = /./) {
  const c1 = new ScriptedC1();
  c1.apps = [
    { id: 'okta', name: 'Okta' },
    { id: 'workday', name: 'Workday' },
  ];
  c1.connectors = [connector('okta', 'Preview'), connector('okta', 'Production'), connector('workday', 'People')];
  const index = new ConnectorIndex({ c1, clock: new ManualClock(), log: quiet });
  await index.refresh();
  const chosen = wish.choose?.(index, ({ label }) => admitted.test(label));
  return { label: chosen?.preset?.label ?? null, notice: chosen?.notice ?? null };
}

describe('what the modal opens with', () => {
  it('for words: the best match, or that nothing matches', async () => {
    expect(await chosenFor(matching('prod'))).toEqual({ label: 'Okta / Production', notice: null });
    const none = await chosenFor(matching('<!here>'));
    expect(none).toMatchObject({ label: null, notice: expect.stringContaining('“&lt;!here&gt;”') });
  });

  it('for no words: nothing is looked for', () => expect(matching('').choose).toBeNull());

  it('for a message: the connector it names', async () => {
    expect(await chosenFor(namedIn('Workday lags'))).toEqual({ label: 'Workday / People', notice: null });
  });

  it('for a message that fits several: none, and how many they are', async () => {
    const { label, notice } = await chosenFor(namedIn('Okta lags'));
    expect(label).toBeNull();
    expect(notice).toMatch(/^2 connectors fit that message equally well/);
  });

  it('for a message that names none, or none the person may sync: says so, and no more', async () => {
    const notice = expect.stringMatching(/^No connector is named in that message/);
    expect(await chosenFor(namedIn(''))).toEqual({ label: null, notice });
    expect(await chosenFor(namedIn('Workday lags'), /Okta/)).toEqual({ label: null, notice });
  });
});
