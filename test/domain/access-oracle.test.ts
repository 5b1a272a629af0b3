import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import type { Decision, Grant, Person, Scope, Standing, Subject, Verb } from '../../src/domain/access.ts';
import type { ConnectorRef } from '../../src/domain/connector.ts';
import { GroupUnreadable } from '../../src/domain/errors.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { GroupMembers } from '../../src/use-cases/group-members.ts';
import { Standings } from '../../src/use-cases/standings.ts';
import { ScriptedDirectory } from '../doubles/directory.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

const MINUTE = 60_000;
const START = 1_700_000_000_000;
const FIVE_MINUTES = 5 * MINUTE;

/** What happens, in this order. Of a group that could not be read Slack says why, as `GroupUnreadable`. */
type Event =
  | { readonly kind: 'grant'; readonly grant: Grant }
  | { readonly kind: 'revoke'; readonly id: string }
  | { readonly kind: 'wait'; readonly ms: number }
  | {
      readonly kind: 'read-group';
      readonly groupId: string;
      readonly answer: readonly string[] | 'gone' | 'unanswered';
    }
  | { readonly kind: 'read-person'; readonly userId: string; readonly standing: Standing };

interface Question {
  readonly verb: Verb | 'manage';
  readonly person: Person;
  readonly ref: ConnectorRef | undefined;
}

/** Few of each, so that they meet. */
const userId = fc.constantFrom('UANN', 'UANN', 'UANN', 'UBOB', 'UBOB', 'UADMIN');
const teamId = fc.constantFrom('T1', 'T1', 'T1', 'T1', 'T1', 'T2');
const groupId = fc.constantFrom('S1', 'S2', 'S3');
const verb = fc.constantFrom('view', 'sync', 'pause');
const ref = fc.record({ appId: fc.constantFrom('okta', 'github'), connectorId: fc.constantFrom('prod', 'test') });
/** At and beside the moments that matter. */
const ms = fc.constantFrom(0, 1, MINUTE, FIVE_MINUTES - 1, FIVE_MINUTES, FIVE_MINUTES + 1);

const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.record({ kind: fc.constant('user'), userId, teamId }),
  fc.record({ kind: fc.constant('group'), groupId, teamId }),
);
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ kind: 'everything' } as const),
  ref.map(({ appId }) => ({ kind: 'app', appId, name: '' }) as const),
  ref.map((one) => ({ kind: 'connector', ...one, name: '' }) as const),
);
const grant: fc.Arbitrary<Grant> = fc.record({
  id: fc.constantFrom('g1', 'g2', 'g3', 'g4', 'g5', 'g6', 'g7', 'g8'),
  subject,
  role: fc.constantFrom('requester', 'requester', 'manager'),
  verbs: fc.uniqueArray(verb, { minLength: 1 }),
  scope,
  grantedBy: fc.constant('UADMIN'),
  grantedAt: fc.constant(START),
  expiresAt: fc.option(
    ms.map((after) => START + after),
    { freq: 2 },
  ),
  reason: fc.constant(null),
});
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: grant.map((one) => ({ kind: 'grant', grant: one }) as const) },
  { weight: 1, arbitrary: grant.map(({ id }) => ({ kind: 'revoke', id }) as const) },
  { weight: 3, arbitrary: ms.map((one) => ({ kind: 'wait', ms: one }) as const) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('read-group' as const),
      groupId,
      answer: fc.oneof(
        { weight: 4, arbitrary: fc.uniqueArray(userId, { minLength: 1 }) },
        { weight: 1, arbitrary: fc.constantFrom('gone' as const, 'unanswered' as const) },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('read-person' as const),
      userId,
      standing: fc.constantFrom<Standing>('member', 'member', 'guest', 'deactivated', 'bot', 'stranger'),
    }),
  },
);
const question: fc.Arbitrary<Question> = fc.record({
  verb: fc.oneof(verb, fc.constant('manage' as const)),
  person: fc.record({ userId, teamId }),
  ref: fc.option(ref, { nil: undefined }),
});

type Answer = 'allowed' | 'group-unknown' | 'refused';

function oracle(events: readonly Event[], question: Question): Answer {
  if (isAllowed(events, question, { byUnknownGroups: false })) return 'allowed';
  return isAllowed(events, question, { byUnknownGroups: true }) ? 'group-unknown' : 'refused';
}

/** The most obvious way to find out: from the beginning of time, over everything that ever happened. */
function isAllowed(
  events: readonly Event[],
  { verb, person, ref }: Question,
  { byUnknownGroups }: { byUnknownGroups: boolean },
): boolean {
  if (person.userId === 'UADMIN') return true;
  let now = START;
  let grants: Grant[] = [];
  const groups = new Map<string, { members: readonly string[] | 'gone'; readAt: number }>();
  const people = new Map<string, { standing: Standing; readAt: number }>();
  for (const event of events) {
    if (event.kind === 'wait') now += event.ms;
    if (event.kind === 'revoke') grants = grants.filter(({ id }) => id !== event.id);
    if (event.kind === 'grant') grants = [...grants.filter(({ id }) => id !== event.grant.id), event.grant];
    if (event.kind === 'read-person') people.set(event.userId, { standing: event.standing, readAt: now });
    if (event.kind !== 'read-group' || event.answer === 'unanswered') continue;
    groups.set(event.groupId, { members: event.answer, readAt: now });
  }
  const is = people.get(person.userId);
  if (is !== undefined && now < is.readAt + FIVE_MINUTES && is.standing !== 'member') return false;

  for (const { subject, role, verbs, scope, expiresAt } of grants) {
    if (subject.teamId !== person.teamId) continue;
    if (subject.kind === 'user' && subject.userId !== person.userId) continue;
    if (subject.kind === 'group') {
      const group = groups.get(subject.groupId);
      const isKnown = group !== undefined && now < group.readAt + FIVE_MINUTES && group.members !== 'gone';
      if (isKnown ? !group.members.includes(person.userId) : !byUnknownGroups) continue;
    }
    if (expiresAt !== null && now >= expiresAt) continue;
    if (verb === 'manage') {
      if (role === 'manager') return true;
      continue;
    }
    if (role !== 'manager' && verb !== 'view' && !verbs.includes(verb)) continue;
    if (ref !== undefined && scope.kind !== 'everything') {
      if (scope.appId !== ref.appId) continue;
      if (scope.kind === 'connector' && scope.connectorId !== ref.connectorId) continue;
    }
    return true;
  }
  return false;
}

/** The real thing, through its store and its memory of Slack. */
async function lifeOf(events: readonly Event[]) {
  const clock = new ManualClock(START);
  const directory = new ScriptedDirectory();
  const store = openMemoryStore();
  const groups = new GroupMembers({ directory, clock });
  const standings = new Standings({ directory, admins: ['UADMIN'], allowGuests: false, clock, log: quiet });
  for (const event of events) {
    if (event.kind === 'grant') await store.addGrant(event.grant);
    if (event.kind === 'revoke') await store.removeGrants([event.id]);
    if (event.kind === 'wait') await clock.advance(event.ms);
    if (event.kind === 'read-group') {
      const { groupId, answer } = event;
      directory.groups.set(groupId, typeof answer === 'string' ? new GroupUnreadable(answer, answer) : answer);
      await groups.read(groupId).catch(() => undefined);
    }
    if (event.kind === 'read-person') {
      directory.people.set(event.userId, event.standing);
      await standings.checkStanding({ userId: event.userId, teamId: 'T1' });
    }
  }
  return createAccess({ store, admins: ['UADMIN'], clock, groups, standings });
}

function answerOf(decision: Decision): Answer {
  if (decision.allowed) return 'allowed';
  return decision.reason === 'group-unknown' ? 'group-unknown' : 'refused';
}

describe('the check and an oracle that goes through everything', () => {
  it('agree on every grant, group, end and clock', async () => {
    const tally = { allowed: 0, 'group-unknown': 0, refused: 0 };
    const agree = async (events: readonly Event[], questions: readonly Question[]): Promise<void> => {
      const access = await lifeOf(events);
      for (const asked of questions) {
        const { verb, person, ref } = asked;
        const decision: Decision = verb === 'manage' ? access.manage(person) : access.may(verb, person, ref);
        const answer = answerOf(decision);
        expect(answer).toBe(oracle(events, asked));
        if (verb !== 'manage' && ref) expect(access.admits(verb, person)(ref)).toBe(decision.allowed);
        if (person.userId !== 'UADMIN') tally[answer] += 1;
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 8, maxLength: 30, size: 'max' }),
        fc.array(question, { minLength: 4, maxLength: 8 }),
        agree,
      ),
      { numRuns: 2_500 },
    );
    // Not by giving nearly always the same answer.
    for (const times of Object.values(tally)) expect(times).toBeGreaterThan(500);
  }, 60_000);
});
