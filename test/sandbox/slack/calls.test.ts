import { expect, test } from 'vitest';
import { refusalOf, withSlack } from './with-slack.ts';

test('an unknown method is unknown_method', async () => {
  const { client } = await withSlack();
  expect(await refusalOf(client.apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' });
});

test('arguments are read as JSON too, and bad JSON is refused', async () => {
  const { slack } = await withSlack();
  const post = async (body: string, type = 'application/json') => {
    const headers = { 'content-type': type, authorization: `Bearer ${slack.botToken}` };
    return (await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body })).json();
  };
  const channel = slack.workspace.channel('general').id;
  expect(await post('{oh')).toMatchObject({ ok: false, error: 'invalid_json' });
  expect(await post('[]')).toMatchObject({ error: 'json_not_object' });
  expect(await post('hi', 'text/plain')).toMatchObject({ error: 'invalid_post_type' });
  const blocks = [{ type: 'divider' }];
  expect(await post(JSON.stringify({ channel, text: 'hi', blocks }))).toMatchObject({ ok: true });
});

test('a missing argument is named', async () => {
  const { client } = await withSlack();
  const refused = await refusalOf(client.apiCall('chat.postMessage', { text: 'where?' }));
  expect(refused).toEqual({ error: 'invalid_arguments', messages: ['[ERROR] missing required field: channel'] });
});

test('a fault answers one call with the error, the next is as usual', async () => {
  const { slack, client } = await withSlack();
  slack.faults.next('auth.test', { error: 'fatal_error' });
  expect(await refusalOf(client.auth.test())).toMatchObject({ error: 'fatal_error' });
  expect(await client.auth.test()).toMatchObject({ ok: true });
});

test('faults: a status, a rate limit, a reset', async () => {
  const { slack, client } = await withSlack();
  slack.faults.next('auth.test', { status: 503 }, { ratelimited: 7 }, 'reset');
  await expect(client.auth.test()).rejects.toMatchObject({ statusCode: 503 });
  await expect(client.auth.test()).rejects.toMatchObject({ retryAfter: 7 });
  await expect(client.auth.test()).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
});

test('faults: slow, and never answered (closing the sandbox frees the caller)', async () => {
  const { slack, client } = await withSlack();
  slack.faults.next('auth.test', { delayMs: 60 }, 'never-answer');
  const began = performance.now();
  await client.auth.test();
  expect(performance.now() - began).toBeGreaterThan(55);
  const hanging = client.auth.test().catch(() => 'freed');
  await slack.waitFor(() => slack.apiCalls.length === 2);
  await slack.close();
  expect(await hanging).toBe('freed');
});

test('do-then-reset does the work and loses the answer', async () => {
  const { slack, client } = await withSlack();
  slack.faults.next('chat.postMessage', 'do-then-reset');
  const { id } = slack.workspace.channel('general');
  await expect(client.chat.postMessage({ channel: id, text: 'twice?' })).rejects.toThrow();
  expect(slack.messages('general')).toHaveLength(1);
});

test('a standing fault lasts until it is lifted', async () => {
  const { slack, client } = await withSlack();
  const lift = slack.faults.always('auth.test', { error: 'team_disabled' });
  await refusalOf(client.auth.test());
  await refusalOf(client.auth.test());
  lift();
  expect(await client.auth.test()).toMatchObject({ ok: true });
});

test('with rate limits on, a second message in a second is 429', async () => {
  let at = Date.now();
  const { slack, client } = await withSlack({ enforceRateLimits: true, now: () => at });
  const [general, partners] = ['general', 'partners'].map((name) => slack.workspace.channel(name).id);
  await client.chat.postMessage({ channel: `${general}`, text: 'one' });
  await expect(client.chat.postMessage({ channel: `${general}`, text: 'two' })).rejects.toMatchObject({
    retryAfter: 1,
  });
  await client.chat.postMessage({ channel: `${partners}`, text: 'elsewhere' });
  at += 1000;
  await client.chat.postMessage({ channel: `${general}`, text: 'two' });
});

test('with rate limits on, the 51st update in a minute is 429', async () => {
  const at = Date.now();
  const { slack, client } = await withSlack({ enforceRateLimits: true, now: () => at });
  const channel = slack.workspace.channel('general').id;
  const { ts } = await client.chat.postMessage({ channel, text: 'one' });
  for (let call = 0; call < 50; call += 1) await client.chat.update({ channel, ts: `${ts}`, text: `${call}` });
  await expect(client.chat.update({ channel, ts: `${ts}`, text: 'x' })).rejects.toMatchObject({ retryAfter: 60 });
});

test('every call is noted with its arguments and answer, without the token', async () => {
  const { slack, client } = await withSlack();
  await client.auth.test();
  expect(slack.apiCalls).toMatchObject([{ method: 'auth.test', token: 'bot', status: 200, response: { ok: true } }]);
  expect(JSON.stringify(slack.apiCalls)).not.toContain(slack.botToken);
});
