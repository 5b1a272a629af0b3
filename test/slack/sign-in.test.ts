import { expect, it } from 'vitest';
import { signIn } from '../../src/slack/sign-in.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { withSlack } from '../sandbox/slack/with-slack.ts';

it.each([
  [{ ratelimited: 45 }, 45_000],
  [{ status: 503 }, 500],
])('after %j from auth.test it is asked again in %d ms, not before', async (fault, waitMs) => {
  const { slack, client } = await withSlack();
  const clock = new ManualClock();
  slack.faults.next('auth.test', fault);
  const signingIn = signIn(client, clock, quiet, new AbortController().signal);
  await expect.poll(() => clock.sleeping()).toEqual([waitMs]);
  await clock.advance(waitMs - 1);
  expect(slack.apiCalls).toHaveLength(1);
  await clock.advance(1);
  expect(await signingIn).toMatchObject({ teamId: slack.teamId, botId: slack.botId });
});
