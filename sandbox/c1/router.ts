import type { Answer } from './answer.ts';
import { problem } from './problem.ts';
import type { Route } from './route.ts';
import { forceSync } from './routes/force-sync.ts';
import { getApp } from './routes/get-app.ts';
import { getConnector } from './routes/get-connector.ts';
import { listApps } from './routes/list-apps.ts';
import { listConnectors } from './routes/list-connectors.ts';
import { pause } from './routes/pause.ts';
import { resume } from './routes/resume.ts';
import { tokenEndpoint } from './token-endpoint.ts';

export type Match =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly route: null; readonly answer: Answer };

/** All of it: what is not here, the tenant does not have. */
const ROUTES: readonly (Route & { readonly segments: readonly string[] })[] = [
  tokenEndpoint,
  listApps,
  getApp,
  listConnectors,
  getConnector,
  forceSync,
  pause,
  resume,
].map((route) => ({ ...route, segments: route.path.split('/').slice(1) }));

/** Where a request goes. Decided before who asks: a redirect, a 404 and a 405 need no token. */
export function matchRoute(method: string, path: string): Match {
  const segments = path.split('/').slice(1);
  const empty = segments.indexOf('');
  if (empty >= 0 && path !== '/') return { route: null, answer: redirect(method, segments.slice(0, empty)) };

  const known = ROUTES.flatMap((route) => {
    const params = readParams(route.segments, segments);
    return params === null ? [] : [{ route, params }];
  });
  const match = known.find(({ route }) => route.method === method);
  if (match !== undefined) return match;
  if (known.length === 0) return { route: null, answer: problem(404, 'Not Found') };
  const allowed = known.map(({ route }) => route.method).join(', ');
  return { route: null, answer: problem(405, 'Method Not Allowed', { Allow: allowed }) };
}

/** An empty id, or a `/` at the end, leads to the parent collection and looks like success (c1-api 4.6; c1i errors.go). */
function redirect(method: string, parent: readonly string[]): Answer {
  const location = `/${parent.join('/')}`;
  const headers = { Location: location, 'Content-Type': 'text/html; charset=utf-8' };
  // The attribute is safe: Node's parser lets no quote into a path.
  return { status: 301, headers, body: method === 'GET' ? `<a href="${location}">Moved Permanently</a>.\n` : '' };
}

function readParams(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decode(segment);
    else if (part !== segment) return null;
  }
  return params;
}

/** What is no percent-encoding stands for itself, and so for no id. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
