import type { CatalogApp, CatalogConnector } from './catalog.ts';

/** Names that broke somebody's bot. */
const HOSTILE_NAMES: readonly ((i: number) => string | null)[] = [
  (i) => `Okta ${i}`,
  () => '<!channel>',
  () => '<@U0000000001> & <https://evil.example|Okta>',
  (i) => `${'Long name '.repeat(29)}${String(i).padStart(10, '0')}`, // 300 characters
  (i) => `🦦👩‍👩‍👧‍👦🇳🇱 ${i}`,
  (i) => `\u202Eمتصل \u2066${i}`, // right to left, override and isolate left open
  () => '',
  () => 'Duplicate',
  (i) => `*bold* _it_ ~no~ \`code\` ${i}`,
  (i) => `two\nlines\t${i}\u0000\u200B`,
  () => null,
  (i) => `Ünïcødé Straße ﬃ ${i}`,
  (i) => `"quoted" \\ 'single' %2F ../${i}`,
];

/**
 * `count` connectors with names no one would choose, over `appCount` apps (default: 500 connectors an app). The same
 * call makes the same catalogue.
 */
export function hostileCatalog(count: number, appCount = Math.max(1, Math.ceil(count / 500))): CatalogApp[] {
  const connectors = Array.from({ length: appCount }, (): CatalogConnector[] => []);
  for (let i = 0; i < count; i++) {
    connectors[i % appCount]?.push({ id: hostileId('con', i), displayName: nameAt(i) });
  }
  return connectors.map((list, a) => ({ id: hostileId('app', a), displayName: nameAt(a), connectors: list }));
}

function nameAt(i: number): string | null {
  return HOSTILE_NAMES[i % HOSTILE_NAMES.length]?.(i) ?? null;
}

/** 27 characters, as C1's own. */
function hostileId(kind: string, i: number): string {
  return `2h${kind}${String(i).padStart(22, '0')}`;
}
