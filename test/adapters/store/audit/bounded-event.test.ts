import { expect, it } from 'vitest';
import { boundedEvent } from '../../../../src/adapters/store/audit/bounded-event.ts';
import { CHAIN_START, chained } from '../../../../src/adapters/store/audit/chain.ts';
import { eventOf } from './events.ts';

it.each([
  ['three bytes a unit', '漢'.repeat(3_000)],
  ['escaped characters', '"\\'.repeat(3_000)],
  ['emoji', '👩🏽‍🚀'.repeat(3_000)],
])('the longest event makes a line of less than 8 KB (%s)', (_what, text) => {
  const seq = Number.MAX_SAFE_INTEGER - 1;
  const numbers = Array.from({ length: 11 }, (_, n) => [`${n}${text}`, -1.2345678901234567e-100 - n]);
  const event = eventOf(text, {
    at: 1_700_000_000_000.123,
    action: 'connector.resumed',
    actor: { userId: text, teamId: text },
    channelId: text,
    connector: { appId: text, connectorId: text, label: text },
    subject: { kind: 'group', groupId: text, teamId: text },
    allowed: false,
    why: text,
    result: text,
    c1Request: text,
    runId: text,
    reference: text,
    details: { [text]: text, ...Object.fromEntries(numbers) },
  });
  const { line } = chained(boundedEvent(event), { ...CHAIN_START, seq });
  expect(Buffer.byteLength(line)).toBeLessThan(8_192 - 1);
  expect(Buffer.byteLength(line)).toBeGreaterThan(4_000);
});

it('keeps a usual event as it is', () => {
  const event = eventOf('1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', {
    subject: { kind: 'user', userId: 'UBEN', teamId: 'T1' },
    why: 'out-of-scope',
    c1Request: 'POST force_sync',
    details: { reason: 'r'.repeat(300), scope: 'Okta', expiresAt: 1_700_000_000_000 },
  });
  expect(boundedEvent(event)).toEqual(event);
});

it('shares the room of the details among their texts', () => {
  const { details } = boundedEvent(eventOf('e1', { details: { a: 'x'.repeat(600), b: 'y'.repeat(600), c: 7 } }));
  expect(details).toEqual({ a: 'x'.repeat(600), b: `${'y'.repeat(399)}…`, c: 7 });
});
