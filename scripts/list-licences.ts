interface Package {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
}

/** Those that ask for nothing but their own text and names; what has another one is not taken in. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  // The first of the two is enough.
  '(MIT OR CC0-1.0)',
]);

/**
 * `docs/licences.md` for a package-lock.json of version 3: every package that runs in production.
 * @throws an Error that names the packages whose licence is unknown or not permissive
 */
export function listLicences(lock: string): string {
  const { packages } = JSON.parse(lock) as { packages: Record<string, Package> };
  const used = Object.entries(packages).flatMap(([path, { version = '', license = '', dev = false }]) =>
    path === '' || dev ? [] : [{ name: path.replace(/^.*node_modules\//, ''), version, license }],
  );
  const others = used.filter(({ license }) => !PERMISSIVE.has(license));
  if (others.length > 0) {
    throw new Error(
      `not permissive: ${others.map(({ name, license }) => `${name} (${license || 'none'})`).join(', ')}`,
    );
  }
  // One that is installed at two places is one package.
  const rows = [...new Set(used.map(({ name, version, license }) => `| \`${name}\` | ${version} | ${license} |`))];
  const counted = [...PERMISSIVE]
    .map((license) => ({ license, count: rows.filter((row) => row.endsWith(`| ${license} |`)).length }))
    .flatMap(({ license, count }) => (count === 0 ? [] : [`${license} ${count}`]));
  return `# Licences

c1-sync is under the MIT licence ([LICENSE](../LICENSE)). Of what it needs to run, directly or not, these are the
licences, as \`package-lock.json\` has them; \`npm run licences\` writes this file. Their texts are in
\`dist/third-party-licences.txt\`, which the build puts beside the code, and so in the image.

${rows.length} packages: ${counted.join(', ')}.

| package | version | licence |
|---|---|---|
${rows.sort().join('\n')}
`;
}
