import { describe, expect, it } from 'vitest';
import { CONNECTOR, call, FORCE_SYNC, post, REF, running, SMALL } from './harness.ts';

const status = (code: number) => ({ code, message: expect.any(String), details: [] });

describe('without a live token', () => {
  it.each(['', 'Bearer', 'Bearer c1tok_wrong', 'Basic dTpw'])('Authorization %j is a 401', async (Authorization) => {
    const answer = await call(await running({ apps: SMALL }), '/api/v1/apps', { headers: { Authorization } });
    expect(answer).toMatchObject({ status: 401, body: status(16) });
  });
  it('a token in the query is none', async () => {
    const c1 = await running({ apps: SMALL });
    const path = `/api/v1/apps?access_token=${c1.mintToken()}`;
    expect(await call(c1, path, { headers: { Authorization: '' } })).toMatchObject({ status: 401 });
  });
  it.each([
    ['GET', '/api/v1/apps/app1'],
    ['GET', '/api/v1/apps/app1/connectors'],
    ['GET', CONNECTOR],
    ['POST', FORCE_SYNC],
    ['POST', `${CONNECTOR}/pause`],
    ['POST', `${CONNECTOR}/resume`],
  ])('%s %s is a 401', async (method, path) => {
    const answer = await call(await running({ apps: SMALL }), path, { method, headers: { Authorization: 'Bearer x' } });
    expect(answer).toMatchObject({ status: 401, body: status(16) });
  });
});

describe('a read-only credential', () => {
  it.each([FORCE_SYNC, `${CONNECTOR}/pause`, `${CONNECTOR}/resume`])('may not POST %s', async (path) => {
    const c1 = await running({ apps: SMALL, settings: { role: 'read-only' } });
    expect(await post(c1, path)).toMatchObject({ status: 403, body: status(7) });
    expect(c1.forceSyncs).toEqual([]);
  });
  it('may list', async () => {
    const c1 = await running({ apps: SMALL, settings: { role: 'read-only' } });
    expect(await call(c1, '/api/v1/apps/app1/connectors')).toMatchObject({ status: 200 });
  });
});

describe('the body of force_sync', () => {
  it.each(['', 'null', '[]', '"x"', '{', 'a=b'])('may not be %j', async (body) => {
    const c1 = await running({ apps: SMALL });
    expect(await post(c1, FORCE_SYNC, body)).toMatchObject({ status: 400, body: status(3) });
    expect(c1.forceSyncs).toEqual([]);
  });
  it.each(['text/plain', 'application/x-www-form-urlencoded'])('may not be %s', async (type) => {
    const answer = await post(await running({ apps: SMALL }), FORCE_SYNC, '{}', { 'Content-Type': type });
    expect(answer.status).toBe(415);
  });
  it('may carry a charset', async () => {
    const type = { 'Content-Type': 'application/json; charset=utf-8' };
    expect(await post(await running({ apps: SMALL }), FORCE_SYNC, '{}', type)).toMatchObject({ status: 200 });
  });
  it('may not be endless', async () => {
    const answer = await post(await running({ apps: SMALL }), FORCE_SYNC, `{"a":"${'x'.repeat(1024 * 1024)}"}`);
    expect(answer.status).toBe(413);
  });
});

describe('what does not exist', () => {
  it.each([
    ['GET', '/api/v1/apps/nope'],
    ['GET', '/api/v1/apps/nope/connectors'],
    ['GET', '/api/v1/apps/nope/connectors/con1'],
    ['GET', '/api/v1/apps/app1/connectors/nope'],
    ['POST', '/api/v1/apps/app1/connectors/nope/force_sync'],
    ['POST', '/api/v1/apps/app1/connectors/%E0%A4%A/force_sync'],
    ['GET', '/api/v1/connectors'],
    ['GET', '/'],
  ])('%s %s is a 404', async (method, path) => {
    const c1 = await running({ apps: SMALL });
    const answer = method === 'GET' ? await call(c1, path) : await post(c1, path);
    expect(answer).toMatchObject({ status: 404, body: status(5) });
  });
  it('a connector of another app is a 404', async () => {
    const c1 = await running({ apps: [...SMALL, { id: 'app2', displayName: 'AWS', connectors: [] }] });
    expect(await post(c1, '/api/v1/apps/app2/connectors/con1/force_sync')).toMatchObject({ status: 404 });
  });
  it('a deleted connector can be read, with deletedAt, and not synced', async () => {
    const deletedAt = Date.UTC(2026, 0, 1);
    const c1 = await running({
      apps: [{ id: 'app1', displayName: 'Okta', connectors: [{ id: 'con1', displayName: 'x', deletedAt }] }],
    });
    const { body } = await call(c1, CONNECTOR);
    expect(body.connectorView.connector.deletedAt).toMatch(/^2026-01-01T/);
    expect(await post(c1, FORCE_SYNC)).toMatchObject({ status: 404 });
  });
});

describe('an empty id or a slash at the end leads to the parent collection', () => {
  it.each([
    ['POST', '/api/v1/apps/app1/connectors//force_sync', '/api/v1/apps/app1/connectors'],
    ['POST', '/api/v1/apps//connectors/con1/force_sync', '/api/v1/apps'],
    ['GET', '/api/v1/apps/app1/connectors/', '/api/v1/apps/app1/connectors'],
    ['GET', '/api/v1/apps/', '/api/v1/apps'],
  ])('%s %s', async (method, path, location) => {
    const c1 = await running({ apps: SMALL });
    const answer = method === 'GET' ? await call(c1, path) : await post(c1, path);
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe(location);
  });
  it('which looks like success to a client that follows', async () => {
    const c1 = await running({ apps: SMALL });
    const path = '/api/v1/apps/app1/connectors//force_sync';
    const answer = await call(c1, path, { method: 'POST', redirect: 'follow' });
    expect(answer.status).toBe(200);
    expect(c1.forceSyncs).toEqual([]);
  });
});

describe('another method', () => {
  it.each([
    ['GET', FORCE_SYNC, 'POST'],
    ['POST', CONNECTOR, 'GET'],
    ['DELETE', '/api/v1/apps', 'GET'],
    ['GET', '/auth/v1/token', 'POST'],
  ])('%s %s is a 405', async (method, path, allowed) => {
    const answer = await call(await running({ apps: SMALL }), path, { method });
    expect(answer).toMatchObject({ status: 405, body: status(12) });
    expect(answer.headers.get('allow')).toBe(allowed);
  });
});

describe('ids', () => {
  it('are decoded from the path', async () => {
    const odd = { id: 'a b/ü', displayName: 'odd' };
    const c1 = await running({ apps: [{ id: 'app1', displayName: 'Okta', connectors: [odd] }] });
    const answer = await post(c1, '/api/v1/apps/app1/connectors/a%20b%2F%C3%BC/force_sync');
    expect(answer).toMatchObject({ status: 200, body: {} });
    expect(c1.forceSyncs).toMatchObject([{ ...REF, connectorId: 'a b/ü' }]);
  });
  it.each(['', 'con1'])('%j beside con1 is no catalogue', async (id) => {
    const connectors = [
      { id: 'con1', displayName: 'a' },
      { id, displayName: 'b' },
    ];
    await expect(running({ apps: [{ id: 'app1', displayName: 'x', connectors }] })).rejects.toThrow('second id');
  });
});
