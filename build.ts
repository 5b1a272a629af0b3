import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * `npm run build`: the app and its three tools as JavaScript in dist/, with every library they need, so that what runs in
 * production is these files and Node.js. One file instead of some 1,500 is read in half the time at the start.
 * Nothing is minified: a stack trace names the functions of the sources.
 */
const ENTRIES = ['src/main.ts', 'src/doctor.ts', 'src/audit.ts', 'src/store.ts'];
/** What the libraries that are CommonJS find around them. */
const AS_COMMONJS = `import { createRequire as createNodeRequire } from 'node:module';
const require = createNodeRequire(import.meta.url), { filename: __filename, dirname: __dirname } = import.meta;`;
/**
 * What the libraries load at their start and we never use: Bolt's own receivers, which ours replace, with express and
 * raw-body; its installation by OAuth, with JSON web tokens; axios' forms, with a table of all media types; umzug's command
 * line. Together they are a quarter of the time until the process is ready, and of its memory. Whoever makes use of one
 * gets an error that says so.
 */
const UNUSED = [
  '@slack/bolt/dist/receivers/(HTTP|Express|SocketMode|AwsLambda)Receiver.js',
  '@slack/oauth/dist/index.js',
  'raw-body/index.js',
  'form-data/lib/form_data.js',
  '@rushstack/ts-command-line/lib/index.js',
];
const WITHOUT_UNUSED: Plugin = {
  name: 'without-unused',
  setup({ onLoad }) {
    onLoad({ filter: new RegExp(`node_modules/(${UNUSED.join('|')})$`) }, ({ path }) => ({
      contents: `class Unused {
  constructor() {
    throw new Error('${path.split('node_modules/').pop()} is not in the bundle (build.ts)');
  }
}
module.exports = new Proxy(Unused, { get: (target, name) => target[name] ?? Unused });`,
    }));
  },
};
const LICENCE_FILE = /^(licen[cs]e|notice|copying)(\.(md|txt))?$/i;

rmSync('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ENTRIES,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  plugins: [WITHOUT_UNUSED],
  banner: { js: AS_COMMONJS },
});
writeFileSync('dist/third-party-licences.txt', licences(Object.keys(metafile.inputs)));

/** The licence texts of the libraries of which something is in dist/, as they ask for. */
function licences(inputs: readonly string[]): string {
  const packages = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(packages)]
    .sort()
    .map((directory) => {
      const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
      const texts = readdirSync(directory).filter(
        (file) => LICENCE_FILE.test(file) && existsSync(join(directory, file)),
      );
      const text = texts.map((file) => readFileSync(join(directory, file), 'utf8').trim()).join('\n\n');
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
