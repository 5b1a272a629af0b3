import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { listLicences } from '../scripts/list-licences.ts';
import { variableNames } from '../src/config.ts';

const run = promisify(execFile);
const text = (path: string) => readFileSync(path, 'utf8');
const manifests = readdirSync('deploy/kubernetes').map((file) => join('deploy/kubernetes', file));

/** What must not leave this repository in a package or an image. */
const OURS_ALONE = /(^|\/)(test|sandbox|scripts|bench|data|secrets|\.env(?!\.example$))(\/|$)|\.test\./;

/** The sources of `COPY` in a stage of the Dockerfile, its last one unless told; those from another stage left out. */
function copied(stage: number): string[] {
  const commands = (
    text('Dockerfile')
      .split(/^FROM /m)
      .at(stage) ?? ''
  ).split('\n');
  return commands.flatMap((command) => {
    const [, files] = /^COPY (?!--from)(.+) \S+$/.exec(command) ?? [];
    return files === undefined ? [] : files.split(' ');
  });
}

describe('the package', () => {
  it('holds the built app and its papers, nothing of tests, sandbox or scripts', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
    const [{ files = [] } = {}] = JSON.parse(stdout) as { files?: { path: string }[] }[];
    const paths = files.map(({ path }) => path);
    for (const entry of ['main', 'audit', 'doctor']) expect(paths).toContain(`dist/${entry}.js`);
    const papers = paths.filter((path) => !path.startsWith('dist/'));
    expect(papers.sort()).toEqual([
      '.env.example',
      'LICENSE',
      'README.md',
      'docs/licences.md',
      'docs/runbook.md',
      'manifest.yml',
      'package.json',
    ]);
    expect(paths.filter((path) => OURS_ALONE.test(path))).toEqual([]);
  });
});

describe('the image', () => {
  it('is made of what .dockerignore lets through, and nothing else is let through', () => {
    const [everything, ...exceptions] = text('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(everything).toBe('*');
    const wanted = [...copied(1), ...copied(2)].map((path) => path.replace(/^\.\//, ''));
    expect(exceptions.map((line) => line.replace(/^!/, '')).sort()).toEqual(wanted.sort());
    expect(wanted.filter((path) => OURS_ALONE.test(path))).toEqual([]);
  });

  it('runs as nobody special, says how it is, and holds only what runs', () => {
    const dockerfile = text('Dockerfile');
    const last = dockerfile.split(/^FROM /m).at(-1) ?? '';
    expect(last).toMatch(/^USER 1000:1000$/m);
    expect(last).toMatch(/^HEALTHCHECK .*\\\n.*\/healthz/m);
    expect(last).toMatch(/^CMD \["node", "dist\/main\.js"\]$/m);
    expect(copied(-1)).toEqual(['manifest.yml', 'LICENSE', 'docs/licences.md']);
    expect(last).not.toContain('node_modules');
  });
});

describe('compose.yml', () => {
  const { services, secrets } = parse(text('compose.yml'));
  const service = services['c1-sync'];

  it('gives the container no more than it needs', () => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service.volumes).toEqual(['data:/app/data']);
  });

  it('gives secrets as files', () => {
    expect(Object.keys(secrets)).toEqual(service.secrets);
    for (const secret of service.secrets) {
      expect(service.environment[`${secret.toUpperCase()}_FILE`]).toBe(`/run/secrets/${secret}`);
    }
  });

  it('sets variables of c1-sync', () => {
    expect(unknownVariables(Object.keys(service.environment))).toEqual([]);
  });
});

describe('the Kubernetes manifests', () => {
  it.each(manifests)('%s is one document of YAML', (file) => {
    const documents = parseAllDocuments(text(file));
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    expect(documents).toHaveLength(1);
  });

  it('are all applied, but for the example of the Secret', () => {
    const { resources } = parse(text('deploy/kubernetes/kustomization.yaml')) as { resources: string[] };
    const files = manifests.map((path) => path.replace('deploy/kubernetes/', ''));
    expect([...resources, 'kustomization.yaml', 'secret.example.yaml'].sort()).toEqual(files.sort());
  });

  const { spec } = parse(text('deploy/kubernetes/deployment.yaml'));
  const pod = spec.template.spec;
  const [container] = pod.containers;

  it('run one process at a time on the store', () => {
    expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  });

  it('give the pod no more than it needs', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('mount the secrets that the variables name', () => {
    const { stringData } = parse(text('deploy/kubernetes/secret.example.yaml')) as { stringData: object };
    const mount = container.volumeMounts.find(({ name }: { name: string }) => name === 'secrets').mountPath;
    const paths = container.env.map(({ value }: { value: string }) => value);
    expect(paths).toEqual(Object.keys(stringData).map((key) => `${mount}/${key}`));
  });

  it('set variables of c1-sync', () => {
    const { data } = parse(text('deploy/kubernetes/configuration.yaml')) as { data: object };
    const names = container.env.map(({ name }: { name: string }) => name);
    expect(unknownVariables([...names, ...Object.keys(data)])).toEqual([]);
  });
});

it('the systemd unit restarts nothing that somebody has to mend', () => {
  const unit = text('deploy/c1-sync.service');
  expect(unit).toMatch(/^RestartPreventExitStatus=65 78$/m);
  expect(unit).toMatch(/^Restart=on-failure$/m);
});

describe('the Slack CLI', () => {
  const { hooks } = JSON.parse(text('.slack/hooks.json')) as { hooks: Record<string, string> };

  it('gets the manifest as JSON and nothing besides', async () => {
    const [command = '', ...args] = (hooks['get-manifest'] ?? '').split(' ');
    // As in a shell: what npm hands to its scripts changes what npx does.
    const { stdout } = await run(command, args, { env: { PATH: process.env.PATH, HOME: process.env.HOME } });
    expect(JSON.parse(stdout)).toEqual(parse(text('manifest.yml')));
  });

  it('starts the app by a script that there is', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    expect(hooks.start).toBe('npm run --silent dev');
    expect(scripts.dev).toContain('src/main.ts');
  });
});

describe('what is built', () => {
  const libraries = [...text('dist/third-party-licences.txt').matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(/gm)].map(
    ([, name]) => name,
  );

  it('holds the libraries it runs on, and none of those that they load for what we never use', () => {
    expect(libraries).toEqual(expect.arrayContaining(['@slack/bolt', 'axios', 'lowdb', 'pino', 'pg-boss', 'undici']));
    const unused = new Set(['express', 'jsonwebtoken', 'iconv-lite', 'mime-db']);
    expect(libraries.filter((name = '') => unused.has(name))).toEqual([]);
  });
});

describe('licences', () => {
  it('are listed as the lockfile has them (`npm run licences` writes them anew)', () => {
    expect(text('docs/licences.md')).toBe(listLicences(text('package-lock.json')));
  });

  it('that are unknown or ask for more are refused by name', () => {
    const packages = { '': {}, 'node_modules/a': { license: 'GPL-3.0' }, 'node_modules/b': {} };
    expect(() => listLicences(JSON.stringify({ packages }))).toThrow('not permissive: a (GPL-3.0), b (none)');
    const dev = { 'node_modules/c': { license: 'GPL-3.0', dev: true } };
    expect(listLicences(JSON.stringify({ packages: dev }))).not.toContain('`c`');
  });
});

describe('libraries', () => {
  const { dependencies, devDependencies } = JSON.parse(text('package.json')) as Record<string, Record<string, string>>;
  const { packages } = JSON.parse(text('package-lock.json')) as {
    packages: Record<string, { version?: string; integrity?: string; dependencies?: object; devDependencies?: object }>;
  };

  it.each([
    ['In production', dependencies],
    ['For development', devDependencies],
  ])('%s: each has its reason in docs/dependencies.md, and no other', (heading, listed = {}) => {
    const [, section = ''] = text('docs/dependencies.md').split(`## ${heading}\n`);
    const cells = [...(section.split('\n## ')[0]?.matchAll(/^\| (`[^|]+) \| [^|]+/gm) ?? [])].map(
      ([, cell = '']) => cell,
    );
    const reasoned = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
    const asWritten = Object.keys(listed).map((name) => (name.startsWith('@types/') ? '@types/*' : name));
    expect([...new Set(asWritten)].sort()).toEqual(reasoned.sort());
  });

  it('are exact in the lockfile: what package.json asks for, each of one version, whose content is known', () => {
    const { '': root, ...others } = packages;
    expect(root).toMatchObject({ dependencies, devDependencies });
    expect(Object.entries(others).filter(([, { version, integrity }]) => !version || !integrity)).toEqual([]);
  });
});

function unknownVariables(names: readonly string[]): readonly string[] {
  const known: readonly string[] = variableNames;
  return names.filter((name) => !known.includes(name.replace(/_FILE$/, '')));
}
