import { describe, expect, it } from 'vitest';
import {
  problemsOfMessageBlocks,
  problemsOfSuggestions,
  problemsOfView,
} from '../../sandbox/slack/block-kit/validate.ts';
import { type AccessRequest, LENGTHS } from '../../src/domain/access-request.ts';
import { C1Rejected, NotAllowed, type NotAllowedReason } from '../../src/domain/errors.ts';
import {
  answeredBefore,
  answeredMessage,
  askedMessage,
  requestMessage,
  waitingLine,
} from '../../src/slack/messages/access-request-message.ts';
import type { Message } from '../../src/slack/messages/block-kit.ts';
import { refusalMessage } from '../../src/slack/messages/refusal-message.ts';
import { askForAccessView, readAskForAccess } from '../../src/slack/views/ask-for-access.ts';
import { denyAccessView, readDenyAccess } from '../../src/slack/views/deny-access.ts';
import type { GivenView } from '../../src/slack/views/request-sync.ts';
import { scopeOption } from '../../src/slack/views/scope-option.ts';
import { WAITING } from '../doubles/access-requests.ts';

const WHAT = 'sync Okta &lt;!channel&gt; / Prod &amp; Co';
const WHY = 'new &lt;@U0EVIL&gt; joiner &amp; &lt;!here&gt;';
const AT = WAITING.askedAt + 60_000;
const date = (ms: number) => expect.stringMatching(new RegExp(`<!date\\^${Math.floor(ms / 1000)}\\^`));

const approved: Partial<AccessRequest> = {
  state: 'approved',
  decidedBy: 'U0ANA',
  decidedAt: AT,
  grantId: 'g1',
  expiresAt: AT + LENGTHS['1h'],
};
const denied: Partial<AccessRequest> = {
  state: 'denied',
  decidedBy: 'U0ANA',
  decidedAt: AT,
  denyReason: 'ask <!channel> & co.',
};
const lapsed: Partial<AccessRequest> = { state: 'lapsed', decidedAt: AT };
const of = (changes: Partial<AccessRequest> = {}): AccessRequest => ({ ...WAITING, ...changes });

function buttonsOf({ blocks }: Message) {
  return blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])) as {
    action_id: string;
    value: string;
    style?: string;
  }[];
}

describe('a request as managers read it', () => {
  it('says in one line who asks for what, for how long and why, with nothing of it live but the person', () => {
    const { text, blocks } = requestMessage(of());
    expect(text).toBe(`<@U0CLEO> asks to ${WHAT} for 8 h: ${WHY}`);
    expect(JSON.stringify(blocks)).not.toMatch(/<!channel>|<!here>|<@U0EVIL>/);
  });

  it('has an answer on each button, the wished length first to the eye', () => {
    const buttons = buttonsOf(requestMessage(of()));
    expect(buttons.map(({ action_id }) => action_id)).toEqual([
      'approve_access:1h',
      'approve_access:8h',
      'approve_access:3d',
      'deny_access',
    ]);
    expect(buttons.map(({ value }) => value)).toEqual(buttons.map(() => WAITING.id));
    expect(buttons.map(({ style }) => style)).toEqual([undefined, 'primary', undefined, 'danger']);
  });

  it('names the way to more than the buttons give', () => {
    const { text, blocks } = requestMessage(of({ forMs: null }));
    expect(text).toContain('until revoked');
    expect(JSON.stringify(blocks)).toContain('/c1-sync allow');
  });

  it.each<[string, Partial<AccessRequest>, RegExp]>([
    ['approved', approved, /for 8 h: approved by <@U0ANA> until <!date\^/],
    ['denied', denied, /: denied by <@U0ANA>: ask &lt;!channel&gt; &amp; co\.$/],
    ['lapsed', lapsed, /: lapsed, since nobody answered in 24 h\.$/],
  ])('once it is %s shows that, and no button any more', (_, changes, says) => {
    const message = requestMessage(of(changes));
    expect(message.text).toMatch(says);
    expect(buttonsOf(message)).toEqual([]);
    expect(JSON.stringify(message.blocks)).toContain(WHY);
  });
});

describe('what the asker reads', () => {
  it('at once: who can answer, and when it lapses', () => {
    const managers = ['U0ANA', 'U0CLEO', ...Array.from({ length: 6 }, (_, n) => `U0M${n}`)];
    const { text } = askedMessage(of({ places: [{ channelId: 'D1', ts: '1' }] }), managers);
    expect(text).toContain(`You asked to ${WHAT} for 8 h. <@U0ANA>, <@U0M0>, <@U0M1>, <@U0M2>, <@U0M3> and others can`);
    expect(text).toEqual(date(WAITING.askedAt + 24 * 60 * 60_000));
    expect(text).not.toContain('U0CLEO');
  });

  it('at once: that nobody could be told', () => {
    expect(askedMessage(of(), ['U0ANA']).text).toContain('Nobody could be told of it yet');
  });

  it('once approved: until when, and one click to go on', () => {
    const one = answeredMessage(of(approved));
    expect(one.text).toMatch(/^<@U0ANA> lets you sync Okta .* until <!date\^/);
    expect(buttonsOf(one)).toMatchObject([{ action_id: 'sync_again', value: 'a/c' }]);
    const app = answeredMessage(of({ ...approved, scope: { kind: 'app', appId: 'a', name: 'Okta' } }));
    expect(buttonsOf(app)).toMatchObject([{ action_id: 'open_request_sync', value: 'Okta' }]);
    const all = answeredMessage(of({ ...approved, scope: { kind: 'everything' } }));
    expect(buttonsOf(all)).toMatchObject([{ action_id: 'open_request_sync', value: ' ' }]);
  });

  it('once denied: by whom and why', () => {
    const { text } = answeredMessage(of(denied));
    expect(text).toBe(`<@U0ANA> did not approve your request to ${WHAT}: ask &lt;!channel&gt; &amp; co.`);
    expect(answeredMessage(of({ ...denied, denyReason: null })).text).toMatch(/Prod &amp; Co\.$/);
  });

  it('once lapsed: that nobody answered, and one click to ask again', () => {
    const message = answeredMessage(of(lapsed));
    expect(message.text).toContain('Nobody answered your request');
    expect(buttonsOf(message)).toMatchObject([{ action_id: 'ask_for_access', value: 'a/c' }]);
  });
});

it('a manager who comes second reads whose answer stands', () => {
  expect(answeredBefore(of(approved))).toMatch(/approved by <@U0ANA> until <!date\^.*>\. Yours changed nothing\.$/);
});

describe('a refusal', () => {
  const reasons: [NotAllowedReason, boolean][] = [
    ['not-granted', true],
    ['expired', true],
    ['out-of-scope', true],
    ['not-this', true],
    ['not-a-manager', false],
    ['guest', false],
  ];
  it.each(reasons)('as %s offers to ask for access: %s', (reason, offers) => {
    const buttons = buttonsOf(refusalMessage(new NotAllowed(reason), 'No.', 'a/c'));
    expect(buttons.map(({ action_id, value }) => [action_id, value])).toEqual(
      offers ? [['ask_for_access', 'a/c']] : [],
    );
  });

  it('of C1 is nothing that a manager could change', () => {
    expect(buttonsOf(refusalMessage(new C1Rejected('x'), 'No.', null))).toEqual([]);
  });
});

describe('Slack takes', () => {
  const long: Partial<AccessRequest> = {
    why: '&'.repeat(300),
    denyReason: '&'.repeat(300),
    scope: { kind: 'app', appId: 'a', name: '<'.repeat(75) },
  };
  it.each([
    requestMessage(of()),
    requestMessage(of(long)),
    ...[approved, denied, lapsed].flatMap((end) => [
      requestMessage(of({ ...end, ...long })),
      answeredMessage(of({ ...end, ...long })),
    ]),
    askedMessage(of(long), ['U0ANA']),
    refusalMessage(new NotAllowed('expired'), 'No.', null),
  ])('the message $text', ({ blocks }) => {
    expect(problemsOfMessageBlocks(blocks)).toEqual([]);
  });

  const waiting = Array.from({ length: 5 }, () => waitingLine(of(long)));
  it.each([
    askForAccessView({ channelId: 'C1', responseUrl: null }, null, []),
    askForAccessView({ channelId: null, responseUrl: 'https://hooks.test/1' }, WAITING.scope, waiting),
    denyAccessView({ id: WAITING.id, seen: { channelId: 'C1', ts: '1.1' } }),
  ])('the modal $callback_id', (view) => {
    expect(problemsOfView(view)).toEqual([]);
  });

  it('every scope as an option', () => {
    const scopes = [WAITING.scope, { kind: 'everything' }, { kind: 'app', appId: 'a'.repeat(27), name: 'x' }] as const;
    expect(problemsOfSuggestions({ options: scopes.map(scopeOption) })).toEqual([]);
  });
});

describe('what comes back of the modals', () => {
  function given(view: { private_metadata?: string }, values: object): GivenView {
    return {
      id: 'V1',
      hash: 'h',
      blocks: [],
      private_metadata: view.private_metadata ?? '',
      state: { values } as never,
    };
  }
  const asking = askForAccessView({ channelId: 'C1', responseUrl: null }, null, []);
  const chosen = (value: string) => ({ selected_option: { value } });

  it('is read as it was filled in', () => {
    const values = {
      scope_block: { access_scope: chosen('a/c') },
      verbs_block: { verbs: chosen('sync_and_pause') },
      length_block: { length: chosen('no_end') },
      why_block: { why: { value: ' two\nlines ' } },
    };
    expect(readAskForAccess(given(asking, values))).toEqual({
      scope: 'a/c',
      verbs: ['sync', 'pause'],
      forMs: null,
      why: 'two lines',
      memory: { channelId: 'C1', responseUrl: null },
    });
  });

  it.each(['toString', '__proto__', '1y', ''])('counts %j, which was not offered, as the least', (value) => {
    const values = { verbs_block: { verbs: chosen(value) }, length_block: { length: chosen(value) } };
    expect(readAskForAccess(given(asking, values))).toMatchObject({
      scope: '',
      verbs: ['sync'],
      forMs: LENGTHS['1h'],
      why: '',
    });
  });

  it('of a denial: which request, where it was seen, and why', () => {
    const seen = { channelId: 'C1', ts: '1.1' };
    const view = denyAccessView({ id: 'q1', seen });
    expect(readDenyAccess(given(view, { denial_block: { reason: { value: ' no\n' } } }))).toEqual({
      id: 'q1',
      seen,
      reason: 'no',
    });
    expect(readDenyAccess(given(denyAccessView({ id: 'q1', seen: null }), {}))).toMatchObject({
      seen: null,
      reason: null,
    });
  });
});
