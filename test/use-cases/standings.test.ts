import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/domain/access.ts';
import { PersonUnreadable } from '../../src/domain/errors.ts';
import { Standings } from '../../src/use-cases/standings.ts';
import { ScriptedDirectory } from '../doubles/directory.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

const MINUTE = 60_000;
const ANA = { userId: 'U0ANA', teamId: 'T1' };
const ADMIN = { userId: 'U0ADMIN', teamId: 'T1' };
const ALLOWED = { allowed: true };

function setUp({ allowGuests = false } = {}) {
  const directory = new ScriptedDirectory();
  directory.people.set(ANA.userId, 'member');
  const clock = new ManualClock();
  const standings = new Standings({ directory, admins: [ADMIN.userId], allowGuests, clock, log: quiet });
  return { directory, clock, standings };
}

const UNANSWERED = new PersonUnreadable('unanswered', 'timeout');

describe('the standing of a person', () => {
  it('is asked of Slack before each change, and known for five minutes to what must not wait', async () => {
    const { directory, clock, standings } = setUp();
    expect(standings.known(ANA)).toBeUndefined();
    expect(await standings.checkStanding(ANA)).toEqual(ALLOWED);
    await clock.advance(5 * MINUTE - 1);
    expect(standings.known(ANA)).toEqual(ALLOWED);
    await standings.checkStanding(ANA);
    expect(directory.calls).toEqual(['U0ANA', 'U0ANA']);
    await clock.advance(5 * MINUTE);
    expect(standings.known(ANA)).toBeUndefined();
  });

  it('counts at the next check once it has changed', async () => {
    const { directory, clock, standings } = setUp();
    await standings.checkStanding(ANA);
    directory.people.set(ANA.userId, 'deactivated');
    await clock.advance(1);
    expect(await standings.checkStanding(ANA)).toEqual({ allowed: false, reason: 'deactivated' });
    expect(standings.known(ANA)).toEqual({ allowed: false, reason: 'deactivated' });
  });

  it('as a guest is refused, unless guests are let in', async () => {
    for (const allowGuests of [false, true]) {
      const { directory, standings } = setUp({ allowGuests });
      directory.people.set(ANA.userId, 'guest');
      expect((await standings.checkStanding(ANA)).allowed).toBe(allowGuests);
    }
  });

  it('as it was when they were given access is none to use it by', async () => {
    const { directory, standings } = setUp();
    expect(await standings.checkNewcomer(ANA)).toEqual(ALLOWED);
    expect(standings.known(ANA)).toBeUndefined();
    directory.people.set(ANA.userId, UNANSWERED);
    expect(await standings.checkStanding(ANA)).toEqual(ALLOWED);
  });

  it('is not asked for an admin, whatever Slack would say', async () => {
    const { directory, standings } = setUp();
    directory.people.set(ADMIN.userId, 'deactivated');
    standings.expectSoon(ADMIN);
    expect(await standings.checkStanding(ADMIN)).toEqual(ALLOWED);
    expect(standings.known(ADMIN)).toEqual(ALLOWED);
    expect(directory.calls).toEqual([]);
  });

  it('is asked anew at the check if the question of the opened window has no answer yet, and the later answer stays', async () => {
    const { clock } = setUp();
    const answers: ((standing: Standing) => void)[] = [];
    const directory = { readStanding: () => new Promise<Standing>((answer) => answers.push(answer)) };
    const standings = new Standings({ directory, admins: [], allowGuests: false, clock, log: quiet });
    standings.expectSoon(ANA);
    await clock.advance(100);
    const [first, second] = [standings.checkStanding(ANA), standings.checkStanding(ANA)];
    expect(answers).toHaveLength(2);
    answers[1]?.('deactivated');
    expect(await Promise.all([first, second])).toEqual(Array(2).fill({ allowed: false, reason: 'deactivated' }));
    answers[0]?.('member');
    await clock.advance(0);
    expect(standings.known(ANA)).toEqual({ allowed: false, reason: 'deactivated' });
  });

  it('that is expected soon is asked for once, and needs no waiting then', async () => {
    const { directory, clock, standings } = setUp();
    standings.expectSoon(ANA);
    standings.expectSoon(ANA);
    await standings.checkStanding(ANA);
    expect(directory.calls).toEqual(['U0ANA']);
    standings.expectSoon(ANA);
    expect(directory.calls).toHaveLength(1);
    expect(clock.sleeping()).toEqual([]);
  });

  it('that Slack has never told refuses; one it cannot be asked for again counts as it was', async () => {
    const { directory, clock, standings } = setUp();
    directory.people.set(ANA.userId, UNANSWERED);
    standings.expectSoon(ANA);
    await expect(standings.checkStanding(ANA)).rejects.toThrow(PersonUnreadable);
    for (const [standing, allowed] of [
      ['member', true],
      ['stranger', false],
    ] as const) {
      directory.people.set(ANA.userId, standing);
      await standings.checkStanding(ANA);
      directory.people.set(ANA.userId, UNANSWERED);
      await clock.advance(60 * MINUTE);
      expect((await standings.checkStanding(ANA)).allowed).toBe(allowed);
    }
  });

  it('that the app may not read refuses even somebody it knew', async () => {
    const { directory, clock, standings } = setUp();
    await standings.checkStanding(ANA);
    await clock.advance(5 * MINUTE);
    directory.people.set(ANA.userId, new PersonUnreadable('scope', 'missing_scope'));
    await expect(standings.checkStanding(ANA)).rejects.toMatchObject({ why: 'scope' });
  });

  it('is waited for no longer than two seconds, and taken when it comes', async () => {
    const { directory, clock, standings } = setUp();
    let open = () => {};
    directory.gate = new Promise((resolve) => {
      open = resolve;
    });
    const failure = standings.checkStanding(ANA).catch((error: unknown) => error);
    await clock.advance(2_000);
    expect(await failure).toMatchObject({ code: 'person_unreadable', why: 'unanswered' });
    open();
    await clock.advance(0);
    expect(standings.known(ANA)).toEqual(ALLOWED);
  });

  it('does not hide an error that nobody expects', async () => {
    const { directory, clock, standings } = setUp();
    await standings.checkStanding(ANA);
    await clock.advance(5 * MINUTE);
    directory.gate = Promise.reject(new TypeError('boom'));
    await expect(standings.checkStanding(ANA)).rejects.toThrow(TypeError);
  });

  it('is remembered of ten thousand people at most, those who were read last', async () => {
    const { directory, clock, standings } = setUp();
    const numbered = (n: number) => ({ userId: `U${n}`, teamId: 'T1' });
    const read = (n: number) => {
      directory.people.set(`U${n}`, 'member');
      standings.expectSoon(numbered(n));
      directory.people.set(`U${n}`, UNANSWERED);
    };
    for (let n = 0; n < 10_000; n += 1) read(n);
    await clock.advance(5 * MINUTE);
    read(0);
    await clock.advance(0);
    read(10_000);
    await clock.advance(0);
    expect(standings.known(numbered(0))).toEqual(ALLOWED);
    await expect(standings.checkStanding(numbered(1))).rejects.toThrow(PersonUnreadable);
    expect(await standings.checkStanding(numbered(2))).toEqual(ALLOWED);
  });
});
