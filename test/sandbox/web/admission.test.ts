import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, withSandbox } from './with-sandbox.ts';

let running: Running;
const undo: (() => void | Promise<void>)[] = [];
beforeAll(async () => {
  running = await withSandbox({ onFinished: (each) => undo.push(each) });
});
afterAll(async () => {
  for (const each of undo.reverse()) await each();
});

/** fetch sets Host itself; a browser whose name was rebound sends what we must refuse. */
function get(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${running.url}${path}`, { headers, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once('error', reject).end();
  });
}

describe('who may ask', () => {
  it.each(['evil.example', 'localhost', '127.0.0.1:1', '127.0.0.1.evil.example'])('not a Host of %s', async (host) => {
    for (const path of ['/', '/api/events?as=ana']) expect(await get(path, { host })).toBe(403);
  });

  it('localhost with the port is the same', async () => {
    const { port } = new URL(running.url);
    expect(await get('/', { host: `localhost:${port}` })).toBe(200);
  });

  it.each([
    ['another site', 'https://evil.example'],
    ['a site on this machine', 'http://127.0.0.1:1'],
    ['a page without an origin', 'null'],
  ])('%s may not post', async (_, origin) => {
    for (const path of ['/api/do', '/api/c1', '/api/start-over']) {
      expect(await running.post(path, {}, { origin })).toEqual({
        status: 403,
        body: { error: 'Only the page of the sandbox may do this.' },
      });
    }
  });

  it('nor may a form, which can send anything but JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const { status } = await running.post('/api/start-over', '{}', { 'content-type': type });
      expect(status).toBe(415);
    }
  });

  it('a post with no Origin at all is refused', async () => {
    expect(await get('/api/do', { 'content-type': 'application/json' }, 'POST')).toBe(403);
  });
});

describe('what is asked', () => {
  it.each([
    ['no JSON', 'do it', 'The body is no JSON.'],
    ['nothing', '', 'The body is no JSON.'],
    ['a list', [], 'This is no gesture: Invalid input: expected object, received array.'],
    ['an unknown gesture', { as: 'ana', do: 'fly' }, 'This is no gesture: "do": nobody can do that.'],
    ['nobody', { do: 'submit' }, 'This is no gesture: "as": Invalid input: expected string, received undefined.'],
    [
      'half of one',
      { as: 'ana', do: 'say', channel: 'C1' },
      'This is no gesture: "text": Invalid input: expected string, received undefined.',
    ],
    [
      'a click on nothing',
      { as: 'ana', do: 'click', on: {}, actionId: 'a' },
      'This is no gesture: "on": there is nothing to click.',
    ],
  ])('%s: a sentence', async (_, body, error) => {
    expect(await running.post('/api/do', body)).toEqual({ status: 400, body: { error } });
  });

  it('a body without end', async () => {
    const { status } = await running.post('/api/do', { as: 'ana', do: 'say', channel: 'C', text: 'x'.repeat(300_000) });
    expect(status).toBe(413);
  });

  it.each([
    ['an unknown switch', { switch: 'explode' }, 'This is no switch: "switch": there is no such switch.'],
    ['an unknown fault', { switch: 'fault', fault: '418' }, /^This is no switch: "fault": Invalid option/],
    [
      'a connector that is not there',
      { switch: 'nextSyncFails', appId: 'a', connectorId: 'b' },
      'The tenant has no connector a/b.',
    ],
  ])('%s: a sentence', async (_, body, error) => {
    const answer = await running.post('/api/c1', body);
    expect(answer).toEqual({ status: 400, body: { error: expect.stringMatching(error) } });
  });

  it.each([
    ['GET', '/api/do', 405],
    ['GET', '/elsewhere', 404],
    ['GET', '/../package.json', 404],
    ['GET', '/api/events?as=nobody', 404],
    ['GET', '/api/events?as=dee', 404],
    ['DELETE', '/', 405],
  ])('%s %s is %d', async (method, path, status) => {
    expect(await get(path, {}, method)).toBe(status);
  });

  it('the page may load nothing from elsewhere, and be in nobody’s frame', async () => {
    const response = await fetch(running.url);
    expect(await response.text()).toBe('<p>A page.</p>');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});
