import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';
import { openAuditFile } from '../../src/adapters/store/audit/audit-file.ts';
import { auditPathOf } from '../../src/adapters/store/audit/audit-paths.ts';
import { auditEvent } from '../../src/domain/audit.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { type OnFinished, temporaryDirectory } from './product.ts';

const AUDIT = resolve(import.meta.dirname, '../../dist/audit.js');
const AT = Date.UTC(2026, 10, 2, 9);

/** The path of a store whose trail has three records, a minute apart. */
async function storeWithTrail(onFinished: OnFinished): Promise<string> {
  const databasePath = join(temporaryDirectory(onFinished), 'c1-sync.json');
  const clock = new ManualClock(AT);
  const path = await auditPathOf(databasePath);
  const audit = await openAuditFile({ path, log: quiet, clock, newId: () => 'id', onLost: () => {} });
  for (const n of [0, 1, 2]) {
    const event = { id: `e${n}`, at: AT + n * 60_000, action: 'audit.read', actor: null } as const;
    await audit.append(auditEvent(event));
  }
  await audit.close();
  return databasePath;
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [AUDIT, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((done) => child.once('close', (code) => done({ code, stdout, stderr })));
}

describe('audit verify', () => {
  it.concurrent('an intact trail: how many records, from when to when, and its head', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const databasePath = await storeWithTrail(onFinished);
    const lines = readFileSync(await auditPathOf(databasePath), 'utf8').split('\n');
    const { hash } = JSON.parse(lines[2] ?? '') as { hash: string };
    const span = 'from 2026-11-02T09:00:00.000Z to 2026-11-02T09:02:00.000Z';
    const sentence = `3 records, ${span}, chain intact; head ${hash}.
`;
    expect(await run(['verify'], { DATABASE_PATH: databasePath })).toEqual({ code: 0, stdout: sentence, stderr: '' });
    expect(await run(['verify', '--file', await auditPathOf(databasePath)])).toMatchObject({
      code: 0,
      stdout: sentence,
    });
  });

  it.concurrent('a trail that was edited: the first line that does not hold, and how far it does', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const databasePath = await storeWithTrail(onFinished);
    const path = await auditPathOf(databasePath);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"allowed":true', '"allowed":null'));
    const { code, stdout } = await run(['verify'], { DATABASE_PATH: databasePath });
    expect(code).toBe(1);
    expect(stdout).toBe(
      `The audit trail ${path} does not hold: line 1 was changed after it was written. ` +
        'None of its records is known to be as it was written.\n',
    );
  });

  it.concurrent('a trail whose end was cut off', async ({ expect, onTestFinished: onFinished }) => {
    const databasePath = await storeWithTrail(onFinished);
    const path = await auditPathOf(databasePath);
    writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(0, 1).join('\n').concat('\n'));
    const { code, stdout } = await run(['verify'], { DATABASE_PATH: databasePath });
    expect(code).toBe(1);
    expect(stdout).toContain('it ends with record 1, and record 3 had been written: its end was cut off.');
    expect(stdout).toContain('As they were written: 1 record, from 2026-11-02T09:00:00.000Z');
  });

  it.concurrent('no trail: exit code 66, and where it was looked for', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const databasePath = join(temporaryDirectory(onFinished), 'other.json');
    const { code, stdout } = await run(['verify'], { DATABASE_PATH: databasePath });
    expect(code).toBe(66);
    expect(stdout).toContain(
      `There is no audit trail ${databasePath.replace('.json', '.audit.jsonl')}. Say where it is`,
    );
  });

  it.concurrent.for([[[]], [['check']], [['verify', 'more']], [['verify', '--fil', 'x']], [['verify', '--file', '']]])(
    'anything else is explained: %s',
    async ([args = []], { expect }) => {
      expect(await run(args)).toMatchObject({
        code: 64,
        stdout: '',
        stderr: expect.stringContaining('Usage: npm run audit'),
      });
    },
  );
});
