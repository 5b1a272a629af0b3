import { makeCredential } from '../../sandbox/c1/credential.ts';
import { Arrivals } from './arrivals.ts';
import type { BenchApp } from './catalog.ts';
import { answerJson, listen } from './listen.ts';

/** The sandbox's C1 keeps a log of every exchange; this one only answers, and counts. */
export interface FakeC1 {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `sync <connector id>`; counts `POST`, `GET` and `grant`. */
  readonly arrivals: Arrivals;
  /** Every answer is this late. */
  latencyMs: number;
  close(): Promise<void>;
}

const DATE = '2026-01-02T03:04:05Z';
const PAGE_SIZE = 100;

/** A sync is over as soon as somebody looks, so that following it comes to its end within one look. */
export async function startFakeC1(apps: readonly BenchApp[]): Promise<FakeC1> {
  const arrivals = new Arrivals();
  const byId = new Map(apps.map((app) => [app.id, app]));
  /** When each was synced. */
  const synced = new Map<string, number>();
  const fake = { latencyMs: 0 };

  const viewOf = ({ id, appId, name }: { id: string; appId: string; name: string }) => {
    const at = synced.get(id);
    const time = at === undefined ? DATE : new Date(at).toISOString();
    const done = at === undefined ? DATE : new Date(at + 1).toISOString();
    const status = { status: 'SYNC_STATUS_DONE', startedAt: time, completedAt: done, updatedAt: done, lastError: null };
    return { connector: { id, appId, displayName: name, status, deletedAt: null, createdAt: DATE } };
  };

  const pageOf = <T>(all: readonly T[], url: string, shown: (one: T) => object) => {
    const from = Number(/page_token=(\d+)/.exec(url)?.[1] ?? 0);
    const to = from + PAGE_SIZE;
    return { list: all.slice(from, to).map(shown), nextPageToken: to < all.length ? String(to) : '' };
  };

  const answerTo = (method: string, url: string, at: number): object => {
    if (url.startsWith('/auth/')) {
      arrivals.count('grant');
      return { access_token: `c1tok_${arrivals.counted('grant')}`, token_type: 'Bearer', expires_in: 3600 };
    }
    const [appId, connectorId] = [/apps\/([^/?]+)/.exec(url)?.[1], /connectors\/([^/?]+)/.exec(url)?.[1]];
    arrivals.count(method);
    if (method === 'POST') {
      synced.set(connectorId ?? '', Date.now());
      arrivals.arrived(`sync ${connectorId}`, { at, body: new URLSearchParams() });
      return {};
    }
    if (appId === undefined) return pageOf(apps, url, ({ id, name }) => ({ id, displayName: name, deletedAt: null }));
    if (connectorId === undefined) return pageOf(byId.get(appId)?.connectors ?? [], url, viewOf);
    return { connectorView: viewOf({ id: connectorId, appId, name: '' }) };
  };

  const server = await listen((request, response, _body, at) => {
    const answer = answerTo(request.method ?? '', request.url ?? '', at);
    if (fake.latencyMs === 0) answerJson(response, answer);
    else setTimeout(() => answerJson(response, answer), fake.latencyMs);
  });
  const { clientId, clientSecret } = makeCredential('bench-otter', server.host);
  return Object.assign(fake, {
    baseUrl: `http://${server.host}`,
    clientId,
    clientSecret,
    arrivals,
    close: server.close,
  });
}
