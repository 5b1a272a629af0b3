import { describe, expect, it } from 'vitest';
import { demoCatalog } from '../../../sandbox/c1/catalog-demo.ts';
import { hostileCatalog } from '../../../sandbox/c1/catalog-hostile.ts';
import { call, post, running } from './harness.ts';

const NOW = Date.UTC(2026, 10, 2, 12);

describe('the demo tenant', () => {
  it('is the same at every start', () => {
    expect(demoCatalog(NOW)).toEqual(demoCatalog(NOW));
  });
  it('has ids like those of C1', () => {
    const ids = demoCatalog(NOW).flatMap((app) => [app.id, ...app.connectors.map(({ id }) => id)]);
    expect(ids.filter((id) => !/^2[0-9A-Za-z]{26}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('has everything a bot trips over', async () => {
    const c1 = await running();
    const apps = c1.snapshot().apps;
    const all = apps.flatMap(({ connectors }) => connectors);
    expect(all.filter(({ pause }) => pause !== null)).toHaveLength(1);
    expect(all.filter(({ phase }) => phase === 'running')).toHaveLength(1);
    expect(all.filter(({ status }) => status?.status === 'SYNC_STATUS_ERROR')).toHaveLength(1);
    expect(all.filter(({ deleted }) => deleted)).toHaveLength(1);
    expect(all.filter(({ name }) => name === 'AWS Sandbox')).toHaveLength(2);
    expect(apps.filter(({ connectors }) => connectors.length === 0)).toHaveLength(1);
  });
  it('syncs hourly, every four hours or daily, and one of its connectors never says when', () => {
    const all = demoCatalog(NOW).flatMap(({ connectors }) => connectors);
    const specs = all.map(({ schedule }) => schedule?.cronSpec);
    expect(new Set(specs)).toEqual(new Set(['0 * * * *', '0 */4 * * *', '30 6 * * *', undefined]));
  });
  it('finds a connector by name, and will not guess', async () => {
    const c1 = await running();
    const { appId, connectorId } = c1.find('Okta', 'Okta Production');
    expect(await post(c1, `/api/v1/apps/${appId}/connectors/${connectorId}/force_sync`)).toMatchObject({ status: 200 });
    expect(() => c1.find('AWS', 'AWS Sandbox')).toThrow('2 connectors');
    expect(() => c1.find('AWS', 'Okta Production')).toThrow('0 connectors');
  });
});

describe('the hostile tenant', () => {
  const names = hostileCatalog(26).flatMap(({ connectors }) => connectors.map(({ displayName }) => displayName));
  it('has the names that broke somebody', () => {
    expect(names).toEqual(expect.arrayContaining(['<!channel>', '', null, 'Duplicate']));
    expect(names.filter((name) => name === 'Duplicate')).toHaveLength(2);
    expect(names.some((name) => name?.length === 300)).toBe(true);
    expect(names.some((name) => /\p{Extended_Pictographic}/u.test(name ?? ''))).toBe(true);
    expect(names.some((name) => /\u202E/.test(name ?? ''))).toBe(true);
  });
  it.each([
    [0, undefined, 1],
    [5_000, undefined, 10],
    [1_000, 3, 3],
  ])('of %i connectors over %s apps has %i', (count, apps, made) => {
    const catalog = hostileCatalog(count, apps);
    expect(catalog).toHaveLength(made);
    expect(catalog.flatMap(({ connectors }) => connectors)).toHaveLength(count);
  });
  it('replaces what was there', async () => {
    const c1 = await running();
    c1.setConnectors(hostileCatalog(1));
    expect((await call(c1, '/api/v1/apps')).body.list).toHaveLength(1);
  });
});
