import { expect, it, onTestFinished } from 'vitest';
import { HttpServer, healthRoutes } from '../../src/ops/http-server.ts';

it.each([
  ['POST', '/healthz', 405, 'GET, HEAD'],
  ['GET', '/slack/events', 405, 'POST'],
  ['GET', '/nowhere', 404, null],
  ['HEAD', '/healthz', 200, null],
])('%s %s is %i, and what would be allowed is said: %s', async (method, path, status, allow) => {
  const health = healthRoutes(() => ({ ready: true, checks: {} }));
  const server = new HttpServer({ ...health, 'POST /slack/events': (_req, res) => res.end() });
  const port = await server.listen(0);
  onTestFinished(() => server.close());
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { connection: 'close' } });
  expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow]);
});
