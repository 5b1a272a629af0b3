import { Agent, request } from 'node:http';
import { createC1Client } from '../../src/adapters/c1/client.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { startFakeC1 } from '../fakes/c1.ts';
import { makeCatalog } from '../fakes/catalog.ts';
import { comparedRow } from '../report/row.ts';
import { compare } from '../statistics.ts';
import type { Measure } from './measure.ts';

/**
 * C1's own TypeScript SDK takes 5.8 times as long as `node:http` for one warm call (measured once, outside of this run:
 * it is not on npm under that name, so it cannot stand in the run itself). The bound is 0.6 of that.
 */
const OF_THE_SDK = 0.6 * 5.8;

/** One warm call by three clients to one server, in turn. */
export const c1Client: Measure = async ({ scale }) => {
  const catalog = makeCatalog(1);
  const connector = catalog[0]?.connectors[0];
  if (connector === undefined) throw new Error('a tenant without connectors');
  const fake = await startFakeC1(catalog);
  const agent = new Agent({ keepAlive: true });
  const ref = { appId: connector.appId, connectorId: connector.id };
  const url = `${fake.baseUrl}/api/v1/apps/${ref.appId}/connectors/${ref.connectorId}/force_sync`;
  const headers = { 'content-type': 'application/json', authorization: 'Bearer token', accept: 'application/json' };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const credential = { kind: 'access_token', token: 'token' } as const;
  const client = createC1Client({ baseUrl: fake.baseUrl, credential, clock: systemClock, log, userAgent: 'bench' });
  const callers = {
    ours: () => client.forceSync(ref),
    fetch: async () => void (await (await fetch(url, { method: 'POST', headers, body: '{}' })).json()),
    http: () =>
      new Promise<void>((resolve, reject) => {
        const sent = request(url, { agent, method: 'POST', headers }, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => {
            JSON.parse(text);
            resolve();
          });
        });
        sent.on('error', reject).end('{}');
      }),
  };
  const names = ['ours', 'fetch', 'http'] as const;
  const rounds: Record<(typeof names)[number], number[]>[] = [];
  try {
    for (let round = -2; round < scale.clientRounds; round += 1) {
      const times: Record<(typeof names)[number], number[]> = { ours: [], fetch: [], http: [] };
      for (let call = 0; call < scale.callsARound; call += 1) {
        for (const name of names) {
          const begun = performance.now();
          await callers[name]();
          times[name].push(performance.now() - begun);
        }
      }
      // The first two warm up.
      if (round >= 0) rounds.push(times);
    }
  } finally {
    agent.destroy();
    await fake.close();
  }
  const beside = (name: 'fetch' | 'http') =>
    compare(rounds.map((times) => ({ product: times.ours, other: times[name] })));
  return [
    comparedRow('C1 client, one warm call beside keep-alive `node:http`', beside('http'), { bound: OF_THE_SDK }),
    comparedRow('C1 client, one warm call beside `fetch`', beside('fetch')),
  ];
};
